//! The entries of a PATH as the registry of Windows keeps it: folders put in front, and taken out again. Every other
//! entry stays letter for letter, empty ones too. Pure: text in, text out.

/// A PATH value that is edited.
pub(super) struct Entries<'a, Expand> {
    /// The folders that are to stand in front.
    pub ours: &'a [String],
    /// What a variable between `%` means; entries are compared by what they mean, and written as they were.
    pub expand: Expand,
}

impl<Expand: Fn(&str) -> Option<String>> Entries<'_, Expand> {
    /// The value with our folders in front, each once.
    pub fn put(&self, value: &str) -> String {
        let entries = split(value);
        let mine: Vec<usize> = (0..entries.len()).filter(|at| self.is_ours(entries[*at])).collect();
        let in_place = mine.iter().copied().eq(0..self.ours.len());
        if in_place && self.ours.iter().zip(&entries).all(|(folder, entry)| self.same(entry, folder)) {
            return value.to_owned();
        }
        let front = self.ours.join(";");
        let rest: Vec<&str> = entries.into_iter().filter(|entry| !self.is_ours(entry)).collect();
        if value.is_empty() || rest.is_empty() { front } else { format!("{front};{}", rest.join(";")) }
    }

    /// The value without our folders.
    pub fn take(&self, value: &str) -> String {
        let rest: Vec<&str> = split(value).into_iter().filter(|entry| !self.is_ours(entry)).collect();
        rest.join(";")
    }

    /// Whether a folder has an entry of its own.
    pub fn has(&self, value: &str, folder: &str) -> bool {
        split(value).into_iter().any(|entry| self.same(entry, folder))
    }

    fn is_ours(&self, entry: &str) -> bool {
        self.ours.iter().any(|folder| self.same(entry, folder))
    }

    /// Whether an entry is a folder: Windows tells neither upper from lower case, nor `/` from `\`, and minds no
    /// quotes, and no separator at the end.
    fn same(&self, entry: &str, folder: &str) -> bool {
        !entry.is_empty() && (entry == folder || plain(&self.expanded(entry)) == plain(folder))
    }

    fn expanded(&self, entry: &str) -> String {
        let mut text = String::new();
        let mut rest = entry;
        while let Some((before, after)) = rest.split_once('%') {
            text.push_str(before);
            let meant = after.split_once('%').and_then(|(name, after)| Some(((self.expand)(name)?, after)));
            if let Some((value, after)) = meant {
                text.push_str(&value);
                rest = after;
            } else {
                text.push('%');
                rest = after;
            }
        }
        text + rest
    }
}

fn plain(path: &str) -> String {
    let path = path.replace('"', "").replace('/', "\\");
    path.trim().trim_end_matches('\\').to_uppercase()
}

/// The entries, with what is quoted whole.
fn split(value: &str) -> Vec<&str> {
    let mut quoted = false;
    let is_end = |letter: char| {
        quoted ^= letter == '"';
        letter == ';' && !quoted
    };
    value.split(is_end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SHIMS: &str = r"C:\Users\me\.gv\shims";
    const BIN: &str = r"C:\Users\me\.gv\bin";

    fn put(value: &str) -> String {
        edited(|entries| entries.put(value))
    }

    fn take(value: &str) -> String {
        edited(|entries| entries.take(value))
    }

    fn edited(edit: impl Fn(Entries<'_, &dyn Fn(&str) -> Option<String>>) -> String) -> String {
        let ours = [SHIMS.to_owned(), BIN.to_owned()];
        let expand = |name: &str| name.eq_ignore_ascii_case("USERPROFILE").then(|| r"C:\Users\me".to_owned());
        edit(Entries { ours: &ours, expand: &expand })
    }

    #[test]
    fn our_folders_come_first_and_once() {
        let front = format!("{SHIMS};{BIN}");
        for (value, rest) in [
            ("", ""),
            (r"C:\a", r";C:\a"),
            (r"C:\a;", r";C:\a;"),
            (";", ";;"),
            (r";C:\a;;C:\b", r";;C:\a;;C:\b"),
            (r"C:\a;C:\Users\me\.gv\shims;C:\b", r";C:\a;C:\b"),
            (r"C:\USERS\Me\.gv\shims\;c:/users/me/.gv/bin/;C:\a", ""),
            (r"%userprofile%\.gv\shims;C:\a", r";C:\a"),
            (r#""C:\Users\me\.gv\shims";C:\a"#, r";C:\a"),
            (r#"C:\a;"C:\x;y;C:\Users\me\.gv\shims";C:\b"#, r#";C:\a;"C:\x;y;C:\Users\me\.gv\shims";C:\b"#),
            (
                r"C:\Users\me\.gv\shims-old;C:\x\C:\Users\me\.gv\shims",
                r";C:\Users\me\.gv\shims-old;C:\x\C:\Users\me\.gv\shims",
            ),
            (r"C:\Users\me\.gv\bin", ""),
            (r"%NOTHING%;100%;%a", ";%NOTHING%;100%;%a"),
        ] {
            // What stands as it should is left as it is spelled.
            let expected =
                if value.starts_with(r"C:\USERS") { value.to_owned() } else { format!("{front}{rest}") };
            assert_eq!(put(value), expected, "{value}");
        }
        assert_eq!(put(&format!("{BIN};{SHIMS}")), front, "the shims before gv itself");
        assert_eq!(put(&format!("{front};{SHIMS}")), front);
    }

    proptest! {
        #[test]
        fn others_are_left_and_a_second_time_changes_nothing(value in r#"([a-cA-C:\\;"% ]|C:\\Users\\me\\\.gv\\(bin|shims)){0,12}"#) {
            let once = put(&value);
            prop_assert_eq!(put(&once), once.clone());
            let starts = plain(&once).starts_with(&plain(SHIMS)) || once.starts_with(['"', ' ']);
            prop_assert!(starts, "{}", once);
            prop_assert_eq!(take(&once), if take(&value).is_empty() { take(&once) } else { take(&value) });
            prop_assert!(take(&once).trim_matches(';').is_empty() == take(&value).trim_matches(';').is_empty());
        }
    }
}
