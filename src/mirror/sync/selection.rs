//! Which releases a mirror holds: a pure function of what was asked for and what is published.

use crate::version::{Spec, Version};
use std::collections::{BTreeMap, BTreeSet};

/// The releases that these specs choose, newest first. Each spec chooses a minor, a range all minors that it touches, and
/// of each minor the newest `keep` releases; an exact version chooses itself. The error is the first spec that chooses
/// none.
pub fn select(specs: &[Spec], published: &[Version], keep: usize) -> Result<Vec<Version>, Spec> {
    let mut chosen = BTreeSet::new();
    for spec in specs {
        let found = of_spec(spec, published, keep);
        if found.is_empty() {
            return Err(spec.clone());
        }
        chosen.extend(found);
    }
    Ok(chosen.into_iter().rev().collect())
}

fn of_spec(spec: &Spec, published: &[Version], keep: usize) -> Vec<Version> {
    let newest = spec.newest(published);
    match (spec, newest) {
        (_, None) => Vec::new(),
        (Spec::Exact(_) | Spec::Candidate | Spec::System, Some(version)) => vec![version.clone()],
        (Spec::Range(range), _) => newest_of_each(published.iter().filter(|it| range.holds(it)), keep),
        (Spec::Major(major), _) => {
            newest_of_each(published.iter().filter(|it| it.major() == *major && !it.is_prerelease()), keep)
        }
        (_, Some(newest)) => {
            newest_of_each(published.iter().filter(|it| it.same_minor(newest) && !it.is_prerelease()), keep)
        }
    }
}

fn newest_of_each<'a>(versions: impl Iterator<Item = &'a Version>, keep: usize) -> Vec<Version> {
    let mut minors: BTreeMap<(u64, u64), Vec<&Version>> = BTreeMap::new();
    for version in versions {
        minors.entry((version.major(), version.minor())).or_default().push(version);
    }
    let newest = |mut of_minor: Vec<&Version>| {
        of_minor.sort_by(|a, b| b.cmp(a));
        of_minor.into_iter().take(keep).cloned().collect::<Vec<_>>()
    };
    minors.into_values().flat_map(newest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PUBLISHED: [&str; 12] = [
        "1.24rc1", "1.23.4", "1.23.3", "1.23.2", "1.23.1", "1.22.10", "1.22.9", "1.22.2", "1.21.13",
        "1.21.1", "1.20", "1.19.13",
    ];

    fn versions(texts: &[&str]) -> Vec<Version> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn chosen(specs: &str, keep: usize) -> String {
        let specs: Vec<Spec> = specs.split(',').map(|spec| spec.parse().unwrap()).collect();
        match select(&specs, &versions(&PUBLISHED), keep) {
            Ok(chosen) => chosen.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            Err(spec) => format!("none: {spec}"),
        }
    }

    #[test]
    fn each_spec_chooses_what_its_words_say() {
        for (specs, keep, expected) in [
            ("latest", 1, "1.23.4"),
            ("latest", 3, "1.23.4 1.23.3 1.23.2"),
            ("oldstable", 2, "1.22.10 1.22.9"),
            ("1.22", 1, "1.22.10"),
            ("1.22,1.23.x,latest", 1, "1.23.4 1.22.10"),
            ("1.22.2,1.22", 1, "1.22.10 1.22.2"),
            (">=1.21 <1.23", 1, "1.22.10 1.21.13"),
            (">=1.21", 2, "1.23.4 1.23.3 1.22.10 1.22.9 1.21.13 1.21.1"),
            ("1.20", 5, "1.20"),
            ("rc", 3, "1.24rc1"),
            ("1.99", 1, "none: 1.99"),
            ("latest,1.22.99", 1, "none: 1.22.99"),
        ] {
            assert_eq!(chosen(specs, keep), expected, "{specs} --keep {keep}");
        }
    }

    proptest! {
        #[test]
        fn what_is_chosen_is_published_and_more_is_chosen_with_a_larger_number(
            at in 0..PUBLISHED.len(), keep in 1usize..6,
        ) {
            let published = versions(&PUBLISHED);
            let minor: Spec = format!("{}.{}", published[at].major(), published[at].minor()).parse().unwrap();
            if let Ok(some) = select(std::slice::from_ref(&minor), &published, keep) {
                let more = select(&[minor], &published, keep + 1).unwrap();
                prop_assert!(some.len() <= keep && some.iter().all(|it| published.contains(it) && more.contains(it)));
                prop_assert!(some.is_sorted_by(|a, b| a > b));
            }
        }
    }
}
