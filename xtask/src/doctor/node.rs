//! Which Node the UI's tools run on: the range in ui/package.json, which npm holds them to.

use semver::{Version, VersionReq};

/// As npm reads it: any of the alternatives will do.
pub fn admits(range: &str, version: &str) -> bool {
    let Ok(version) = Version::parse(version.trim_start_matches('v')) else {
        return false;
    };
    range
        .split("||")
        .filter_map(|alternative| VersionReq::parse(alternative).ok())
        .any(|alternative| alternative.matches(&version))
}

#[cfg(test)]
mod tests {
    use super::admits;

    const RANGE: &str = "^20.19 || ^22.13 || >=24";

    #[test]
    fn each_line_of_releases_is_taken_from_its_own_first_version() {
        for version in ["v20.19.0", "v20.20.1", "v22.13.0", "v24.0.0", "v25.1.0"] {
            assert!(admits(RANGE, version), "{version}");
        }
    }

    #[test]
    fn older_ones_and_lines_that_are_not_named_are_refused() {
        for version in ["v18.20.8", "v20.9.0", "v21.7.3", "v22.12.0", "v23.11.1"] {
            assert!(!admits(RANGE, version), "{version}");
        }
    }

    #[test]
    fn without_a_version_or_a_range_nothing_is_admitted() {
        assert!(!admits(RANGE, ""));
        assert!(!admits("", "v20.19.0"));
    }
}
