//! What is known of a file that a module proxy says is not there.

use super::answer::{self, Lack};
use super::findings::Drawing;
use super::responses::Responses;
use crate::probe::Target;
use url::Url;

impl Drawing<'_> {
    /// Whether the database knows the version that an address is a file of.
    fn exists(&self, heard: &Responses, url: &Url) -> bool {
        let of_url =
            heard.modules.iter().find(|answers| answers.files.iter().any(|(_, got)| got.url == *url));
        let (Some(answers), Some(asked)) = (of_url, &self.measured.database) else { return false };
        asked.lookups.iter().any(|(sample, looked)| {
            looked.is_ok()
                && sample.module == answers.module
                && Some(&sample.version) == answers.version.as_ref()
        })
    }

    /// What is known of a file that is not there.
    pub(super) fn lack(&self, heard: &Responses, url: &Url) -> Lack {
        let own = heard.modules.iter().find(|answers| answers.files.iter().any(|(_, got)| got.url == *url));
        let asked = own.and_then(|answers| answers.lack.as_ref());
        let said = asked.and_then(|asked| {
            [Some(&asked.missing), asked.list.as_ref()].into_iter().flatten().find_map(answer::reason)
        });
        let again = asked.and_then(|asked| asked.again.as_ref()?.end.as_ref().ok());
        let kept = again.is_some_and(|answer| answer.status == 200);
        let age = asked.and_then(|asked| asked.missing.end.as_ref().ok()?.age);
        Lack { exists: self.exists(heard, url), said, kept, age }
    }

    /// Whether the server answers every request to a module proxy with a web page and 404.
    pub(super) fn is_no_proxy(&self, heard: &Responses, url: &Url) -> bool {
        let target = Target::of(url);
        let supported = self.measured.database.iter().flat_map(|asked| &asked.supported);
        let supported: Vec<_> = supported.filter(|got| Target::of(&got.url) == target).collect();
        !supported.is_empty() && heard.gots().chain(supported).all(answer::is_missing_page)
    }
}
