//! The proxy settings of macOS, as `scutil --proxy` prints them, said in the forms of Windows.

use super::Settings;

/// Reads the dictionary. What is no line of it is passed over.
pub fn read(text: &str) -> Settings {
    let value = |wanted: &str| {
        let entry = |line: &str| {
            let (key, value) = line.split_once(" : ")?;
            (key.trim() == wanted).then(|| value.trim().to_owned())
        };
        text.lines().find_map(entry).filter(|value| !value.is_empty())
    };
    let is_on = |key: &str| value(&format!("{key}Enable")).as_deref() == Some("1");
    let server = |(scheme, key): (&str, &str)| {
        let host = value(&format!("{key}Proxy")).filter(|_| is_on(key))?;
        let host = if host.contains(':') { format!("[{host}]") } else { host };
        let port = value(&format!("{key}Port")).map(|port| format!(":{port}")).unwrap_or_default();
        Some(format!("{scheme}={host}{port}"))
    };
    let servers = [("http", "HTTP"), ("https", "HTTPS"), ("socks", "SOCKS")];
    let servers: Vec<_> = servers.into_iter().filter_map(server).collect();
    let simple = (value("ExcludeSimpleHostnames").as_deref() == Some("1")).then(|| "<local>".to_owned());
    Settings {
        enabled: !servers.is_empty(),
        server: servers.join(";"),
        exceptions: exceptions(text).map(|entry| network(&entry)).chain(simple).collect::<Vec<_>>().join(";"),
        script: value("ProxyAutoConfigURLString").filter(|_| is_on("ProxyAutoConfig")),
        of_machine: false,
    }
}

/// The entries of the array of exceptions: `0 : *.local`.
fn exceptions(text: &str) -> impl Iterator<Item = String> {
    let array = text.lines().skip_while(|line| !line.trim().starts_with("ExceptionsList : <array>")).skip(1);
    let entries = array.take_while(|line| line.trim() != "}");
    entries.filter_map(|line| Some(line.split_once(" : ")?.1.trim().to_owned()))
}

/// A network as Windows writes one: `169.254/16` is `169.254.*`. One that does not end at a dot stays as it is.
fn network(entry: &str) -> String {
    let written = |(address, bits): (&str, &str)| {
        let kept = match bits {
            "8" => 1,
            "16" => 2,
            "24" => 3,
            _ => return None,
        };
        let numbers: Vec<_> = address.split('.').chain(["0"; 3]).take(kept).collect();
        let is_address = address.split('.').all(|number| number.parse::<u8>().is_ok());
        is_address.then(|| format!("{}.*", numbers.join(".")))
    };
    entry.split_once('/').and_then(written).unwrap_or_else(|| entry.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: &str = "<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
    2 : 10.0.0.0/8
    3 : 172.16.0.0/12
  }
  ExcludeSimpleHostnames : 1
  FTPPassive : 1
  HTTPEnable : 1
  HTTPPort : 7890
  HTTPProxy : 127.0.0.1
  HTTPSEnable : 1
  HTTPSPort : 7891
  HTTPSProxy : ::1
  ProxyAutoConfigEnable : 0
  ProxyAutoConfigURLString : http://wpad/p.pac
  SOCKSEnable : 0
  SOCKSPort : 1080
  SOCKSProxy : 127.0.0.1
}
";

    #[test]
    fn what_is_switched_on_counts() {
        let settings = read(BOTH);
        assert!(settings.enabled);
        assert_eq!(settings.server, "http=127.0.0.1:7890;https=[::1]:7891");
        assert_eq!(settings.exceptions, "*.local;169.254.*;10.*;172.16.0.0/12;<local>");
        assert_eq!(settings.script, None);
    }

    #[test]
    fn a_script_and_socks_alone() {
        let text =
            BOTH.replace("HTTPEnable : 1", "HTTPEnable : 0").replace("HTTPSEnable : 1", "HTTPSEnable : 0");
        let text = text
            .replace("ConfigEnable : 0", "ConfigEnable : 1")
            .replace("SOCKSEnable : 0", "SOCKSEnable : 1");
        let settings = read(&text);
        assert_eq!(settings.server, "socks=127.0.0.1:1080");
        assert_eq!(settings.script.as_deref(), Some("http://wpad/p.pac"));
    }

    #[test]
    fn nothing_is_set() {
        for text in
            ["", "<dictionary> {\n  FTPPassive : 1\n}\n", "scutil: cannot", "HTTPEnable : 1\nHTTPProxy : \n"]
        {
            assert_eq!(read(text), Settings::default(), "{text}");
        }
    }
}
