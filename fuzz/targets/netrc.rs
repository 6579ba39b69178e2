//! netrc: a login goes to no host but its own, over https only, and is not shown. The first line of the input is an
//! address, the rest the file.
#![no_main]

use gv::golang::netrc::Netrc;
use libfuzzer_sys::fuzz_target;
use url::Url;

fuzz_target!(|text: &str| {
    let Some((address, file)) = text.split_once('\n') else { return };
    let netrc = Netrc::parse(file);
    let words: Vec<_> = file.split_whitespace().collect();
    let machines = words.windows(2).filter(|pair| pair[0] == "machine").map(|pair| pair[1]);
    let guesses = machines.map(|machine| format!("https://{machine}/x/y"));
    for address in guesses.chain([address.to_owned()]) {
        let Ok(url) = Url::parse(&address) else { continue };
        let Some(login) = netrc.lookup(&url) else { continue };
        assert_eq!(url.scheme(), "https");
        let machine = login.machine.strip_prefix("https://").unwrap_or(&login.machine);
        let machine = machine.split('/').next().unwrap().to_ascii_lowercase();
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        assert_eq!(machine, format!("{}{port}", url.host_str().unwrap()));
        for word in [&login.machine, &login.user, &login.password] {
            assert!(words.contains(&word.as_str()), "{word}");
        }
        let shown = format!("{netrc:?} {login:?}");
        let elsewhere = words.iter().filter(|word| word.contains(&login.password)).count() > 1;
        assert!(elsewhere || login.password.len() < 9 || !shown.contains(&login.password), "{shown}");
        let mut plain = url.clone();
        if plain.set_scheme("http").is_ok() {
            assert_eq!(netrc.lookup(&plain), None);
        }
    }
});
