//! Sizes as people read them: decimal, as disks and mirrors give them.

/// `66.1 MB`, `12.0 kB`, `512 B`.
pub fn shown(bytes: u64) -> String {
    const STEPS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    // So that no step shows 1000.0 of the one below it.
    let step = STEPS.into_iter().find(|(unit, _)| bytes >= unit - unit / 20_000);
    step.map_or_else(|| format!("{bytes} B"), |(unit, name)| format!("{} {name}", tenths(bytes, unit)))
}

/// A part and the whole in the unit of the whole: `18.7/66.1 MB`.
pub fn of_whole(part: u64, whole: u64) -> String {
    let (unit, name) = if whole < 1_000_000 { (1_000, "kB") } else { (1_000_000, "MB") };
    format!("{}/{} {name}", tenths(part, unit), tenths(whole, unit))
}

fn tenths(bytes: u64, unit: u64) -> String {
    let tenths = (u128::from(bytes) * 10 + u128::from(unit) / 2) / u128::from(unit);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_one_decimal() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 kB"),
            (999_949, "999.9 kB"),
            (999_960, "1.0 MB"),
            (66_100_000, "66.1 MB"),
            (2_000_000_000, "2.0 GB"),
            (u64::MAX, "18446744073.7 GB"),
        ] {
            assert_eq!(shown(bytes), text);
        }
        assert_eq!(of_whole(18_712_345, 66_100_000), "18.7/66.1 MB");
        assert_eq!(of_whole(0, 2_500), "0.0/2.5 kB");
    }
}
