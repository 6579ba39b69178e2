//! Folder listings as web servers write them (nginx autoindex, fancyindex, Apache): which archives lie there.
//! Names only: a listing says nothing about what is in a file.

use super::index::{ENTRIES, Fault};
use super::name::ArchiveName;
use super::{Archive, Release};

/// Longer links are cut, so that a page without quotes is not read over and over.
const LINK_LIMIT: usize = 1024;

/// The archives a page links to, newest first, each once. A page that is no listing has none.
pub fn parse(page: &str) -> Result<Vec<Release>, Fault> {
    group(links(page).filter_map(|link| ArchiveName::parse(&file_name(link))))
}

/// Archives of a folder, as releases, newest first, without hashes.
pub(super) fn group(names: impl Iterator<Item = ArchiveName>) -> Result<Vec<Release>, Fault> {
    let mut names: Vec<ArchiveName> = names.take(ENTRIES + 1).collect();
    if names.len() > ENTRIES {
        return Err(Fault::TooMany);
    }
    names.sort_by(|a, b| b.version.cmp(&a.version).then_with(|| a.text.cmp(&b.text)));
    names.dedup_by(|a, b| a.text == b.text);
    let mut releases: Vec<Release> = Vec::new();
    for name in names {
        let version = name.version.clone();
        let archive: Archive = name.archive(None, None);
        match releases.last_mut() {
            Some(last) if last.version == version => last.archives.push(archive),
            _ => releases.push(Release { version, archives: vec![archive] }),
        }
    }
    Ok(releases)
}

/// The values of all `href` attributes, in single or double quotes or bare.
fn links(page: &str) -> impl Iterator<Item = &str> {
    let attribute = |start: usize| {
        let value = page.get(start + 4..)?.trim_start().strip_prefix('=')?.trim_start();
        let value = &value[..value.floor_char_boundary(LINK_LIMIT)];
        match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next(),
            _ => value.split(|c: char| c == '>' || c.is_ascii_whitespace()).next(),
        }
    };
    let is_href = |window: &[u8]| window.eq_ignore_ascii_case(b"href");
    let starts = page.as_bytes().windows(4).enumerate().filter(move |(_, window)| is_href(window));
    starts.filter_map(move |(start, _)| attribute(start))
}

/// The last part of an address, decoded. What the escapes hide is judged by the name's own rules afterwards.
fn file_name(link: &str) -> String {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(last.len());
    let mut rest = last.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escape =
            tail.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => (bytes.push(byte), rest = &tail[2..]),
            None => (bytes.push(*first), rest = tail),
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NGINX: &str = r#"<html>
<head><title>Index of /golang/</title></head>
<body>
<h1>Index of /golang/</h1><hr><pre><a href="../">../</a>
<a href="go1.22.3.linux-amd64.tar.gz">go1.22.3.linux-amd64.tar.gz</a>          07-May-2024 17:12   68958945
<a href="go1.22.3.linux-amd64.tar.gz.sha256">go1.22.3.linux-amd64.tar.gz.sha256</a>   07-May-2024 17:12    64
<a href="go1.22.10.linux-amd64.tar.gz">go1.22.10.linux-amd64.tar.gz</a>         03-Dec-2024 17:12   68958945
</pre><hr></body></html>"#;

    const FANCY: &str = r#"<table id="list"><thead><tr><th><a href="?C=N&amp;O=A">File Name</a></th></tr></thead>
<tbody><tr><td class="link"><a href="../">Parent directory/</a></td></tr>
<tr><td class="link"><a href="go1.23rc1.windows-arm64.zip" title="go1.23rc1.windows-arm64.zip">go1.23rc1.windows-a..&gt;</a></td><td class="size">72.3 MiB</td></tr>
<tr><td class="link"><a href="go1.22.3.src.tar.gz" title="x">go1.22.3.src.tar.gz</a></td></tr></tbody></table>"#;

    const APACHE: &str = r#"<TR><TD><A HREF='/mirror/golang/go1.20.linux%2Darmv6l.tar.gz?x=1'>go1.20</A></TD>
<li><a href=go1.4.2.darwin-amd64-osx10.8.tar.gz>old</a> <a href="https://elsewhere.example/go1.20.linux-386.tar.gz#top">"#;

    fn names(page: &str) -> Vec<String> {
        parse(page).unwrap().into_iter().flat_map(|r| r.archives).map(|archive| archive.file_name).collect()
    }

    #[test]
    fn reads_the_listings_of_the_usual_servers() {
        assert_eq!(names(NGINX), ["go1.22.10.linux-amd64.tar.gz", "go1.22.3.linux-amd64.tar.gz"]);
        assert_eq!(names(FANCY), ["go1.23rc1.windows-arm64.zip"]);
        assert_eq!(
            names(APACHE),
            ["go1.20.linux-386.tar.gz", "go1.20.linux-armv6l.tar.gz", "go1.4.2.darwin-amd64-osx10.8.tar.gz"]
        );
    }

    #[test]
    fn a_page_with_more_archives_than_there_can_be_is_refused() {
        let page = "<a href=go1.22.3.linux-amd64.tar.gz>".repeat(ENTRIES + 1);
        assert_eq!(parse(&page), Err(Fault::TooMany));
    }

    #[test]
    fn finds_nothing_on_other_pages() {
        for page in ["", "href", "href=", "<a href=\"", "<a href='%", "<html><a href=/login>log in</a>"] {
            assert_eq!(names(page), [""; 0], "{page:?}");
        }
        assert_eq!(names("<a href='..%2fgo1.22.3.linux-amd64.tar.gz'>"), [""; 0]);
    }

    proptest! {
        #[test]
        fn no_page_makes_it_fall(page in "(\\PC|<a href=|[\"'%/>é]|go1\\.22\\.3\\.linux-amd64\\.tar\\.gz){0,60}") {
            for name in names(&page) {
                prop_assert!(!name.contains(['/', '\\', '%']));
            }
        }
    }
}
