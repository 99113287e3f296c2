//! What files hold: their length, and what none may.

use crate::repository::Tracked;

/// Files that people write and read.
const SOURCES: [&str; 11] = [
    ".rs", ".ts", ".js", ".svelte", ".css", ".html", ".py", ".sh", ".sql", ".proto", ".go",
];

/// Above this a file has two purposes.
pub const LONGEST: usize = 800;

/// Lines of each source file, shortest first.
pub fn lengths(files: &[Tracked]) -> Vec<(usize, &str)> {
    let mut lengths: Vec<_> = files
        .iter()
        .filter(|file| SOURCES.iter().any(|end| file.path.ends_with(end)))
        .filter_map(|file| Some((file.text.as_ref()?.lines().count(), file.path.as_str())))
        .collect();
    lengths.sort_unstable();
    lengths
}

/// The length that this share of the files does not exceed.
pub fn percentile(lengths: &[(usize, &str)], percent: usize) -> usize {
    let place = (lengths.len() * percent).div_ceil(100).saturating_sub(1);
    lengths.get(place).map_or(0, |(lines, _)| *lines)
}

/// Hosts that packages are fetched from, which a mirror may stand in for, and places that exist on
/// one machine only. In pieces, or this file would be the first to be found.
const FORBIDDEN: [&str; 12] = [
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("registry.", "npmjs"),
    concat!("registry.", "yarnpkg"),
    concat!("files.", "pythonhosted"),
    concat!("pypi", ".org/"),
    concat!("proxy.", "golang"),
    concat!("deb.", "debian"),
    concat!("/ro", "ot/"),
    concat!("/tmp", "/w/"),
    concat!("/work", "/main"),
    concat!("/work", "/shared"),
];

/// `path:line` of everything that no file may hold.
pub fn forbidden(files: &[Tracked]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let lines = file.text.iter().flat_map(|text| text.lines().enumerate());
        for (number, line) in lines {
            if FORBIDDEN.iter().any(|text| line.contains(text)) {
                found.push(format!("{}:{}", file.path, number + 1));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Tracked {
        Tracked {
            path: path.to_owned(),
            text: Some(text.to_owned()),
        }
    }

    #[test]
    fn a_planted_host_and_path_are_found() {
        for text in FORBIDDEN {
            let files = [
                file("a", "fine"),
                file("b", &format!("one\nsee {text} there")),
            ];
            assert_eq!(forbidden(&files), ["b:2"], "{text}");
        }
    }

    #[test]
    fn only_source_files_are_measured() {
        let files = [
            file("a.rs", "1\n2\n3"),
            file("b.lock", "1"),
            file("c.ts", "1"),
        ];
        let lengths = lengths(&files);
        assert_eq!(lengths, [(1, "c.ts"), (3, "a.rs")]);
        assert_eq!((percentile(&lengths, 50), percentile(&lengths, 95)), (1, 3));
    }
}
