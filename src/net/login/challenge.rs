//! What a proxy offers in `Proxy-Authenticate` (RFC 9110, 11.6.1). One header may hold several challenges, and commas stand
//! both between them and between the parameters of one.

/// One challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Challenge<'a> {
    /// The name of the scheme and what follows it.
    pub whole: &'a str,
    /// What follows the name of the scheme.
    pub text: &'a str,
}

impl<'a> Challenge<'a> {
    /// The challenges of one header.
    pub fn all(value: &'a str) -> Vec<Self> {
        let mut starts: Vec<usize> = Vec::new();
        let mut quoted = false;
        let mut escaped = false;
        let mut part = 0;
        for (at, letter) in value.char_indices().chain([(value.len(), ',')]) {
            match letter {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                ',' if !quoted || at == value.len() => {
                    let text = &value[part..at];
                    if begins(text.trim_start()) {
                        starts.push(part + text.len() - text.trim_start().len());
                    }
                    part = (at + 1).min(value.len());
                }
                _ => {}
            }
        }
        let ends = starts.iter().skip(1).copied().chain([value.len()]);
        let pieces =
            starts.iter().zip(ends).map(|(start, end)| value[*start..end].trim_end_matches([' ', ',', '\t']));
        pieces.map(Self::of).collect()
    }

    fn of(whole: &'a str) -> Self {
        let text = whole.find(' ').map_or("", |at| whole[at..].trim_start());
        Self { whole, text }
    }

    /// Whether it is of this scheme.
    pub fn is(&self, scheme: &str) -> bool {
        self.whole.split(' ').next().is_some_and(|name| name.eq_ignore_ascii_case(scheme))
    }

    /// Whether a Digest was right but for its nonce.
    pub fn is_stale(&self) -> bool {
        let text = self.text.to_ascii_lowercase().replace([' ', '"'], "");
        text.split(',').any(|parameter| parameter == "stale=true")
    }
}

/// Whether a part between commas begins with the name of a scheme, and is not a parameter of the one before.
fn begins(part: &str) -> bool {
    let word = part.split([' ', '\t']).next().unwrap_or_default();
    !word.is_empty()
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !part[word.len()..].trim_start().starts_with('=')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_header_may_hold_several() {
        let value = r#"Basic realm="a, NTLM b", Digest realm="x", nonce="q\"y" , qop="auth,auth-int",NTLM , Negotiate abc=="#;
        let all = Challenge::all(value);
        let wholes: Vec<_> = all.iter().map(|it| it.whole).collect();
        assert_eq!(
            wholes,
            [
                r#"Basic realm="a, NTLM b""#,
                r#"Digest realm="x", nonce="q\"y" , qop="auth,auth-int""#,
                "NTLM",
                "Negotiate abc=="
            ]
        );
        assert!(all[2].is("ntlm") && all[3].text == "abc==");
    }

    proptest! {
        #[test]
        fn any_text_is_read(value in "\\PC{0,60}") {
            for challenge in Challenge::all(&value) {
                prop_assert!(value.contains(challenge.whole));
            }
        }
    }
}
