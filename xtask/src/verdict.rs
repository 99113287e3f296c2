//! Finds, in what a failed step printed, the line to read first.

/// The first line that names a fault, with its place where the runner prints that on a line of its
/// own.
pub fn line_that_matters(output: &str) -> String {
    let lines: Vec<&str> = output
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.trim().is_empty())
        .collect();
    let readings = [
        rust_test,
        rust_error,
        rust_format,
        vitest,
        eslint,
        prettier,
        svelte_check,
        npm_error,
    ];
    let found = readings.iter().find_map(|reading| reading(&lines));
    found
        .or_else(|| lines.last().map(|line| (*line).to_owned()))
        .unwrap_or_else(|| "it printed nothing".into())
        .trim()
        .into()
}

fn after<'a>(lines: &[&'a str], at: usize, wanted: impl Fn(&str) -> bool) -> Option<&'a str> {
    lines[at..]
        .iter()
        .copied()
        .skip(1)
        .take(6)
        .find(|line| wanted(line))
}

/// `test name ... FAILED`, and what it panicked with.
fn rust_test(lines: &[&str]) -> Option<String> {
    let failed = lines
        .iter()
        .find_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"))?;
    let name = failed.split(" - should panic").next().unwrap_or(failed);
    let report = lines.iter().position(|line| {
        line.strip_prefix("---- ")
            .is_some_and(|rest| rest.starts_with(name))
    });
    let panicked = report.and_then(|at| {
        let told = lines[at..]
            .iter()
            .position(|line| line.contains("panicked at "))?
            + at;
        let place = lines[told]
            .split("panicked at ")
            .nth(1)?
            .trim_end_matches(':');
        Some(format!(": {} ({place})", lines.get(told + 1)?.trim()))
    });
    Some(format!("{name}{}", panicked.unwrap_or_default()))
}

/// `error[E0308]: mismatched types`, and the place in the `-->` line after it.
fn rust_error(lines: &[&str]) -> Option<String> {
    let at = lines.iter().position(|line| {
        (line.starts_with("error: ") || line.starts_with("error["))
            && !line.starts_with("error: could not compile")
    })?;
    let place = after(lines, at, |line| line.trim_start().starts_with("--> "));
    let place = place.map(|line| format!(" ({})", line.trim_start().trim_start_matches("--> ")));
    Some(format!("{}{}", lines[at], place.unwrap_or_default()))
}

fn rust_format(lines: &[&str]) -> Option<String> {
    let line = lines.iter().find(|line| line.starts_with("Diff in "))?;
    Some(format!(
        "not formatted: {}",
        line.trim_start_matches("Diff in ").trim_end_matches(':')
    ))
}

/// ` FAIL  src/a.test.ts > name`, and the `AssertionError: …` after it.
fn vitest(lines: &[&str]) -> Option<String> {
    if let Some(line) = lines
        .iter()
        .find(|line| line.starts_with("No test files found"))
    {
        return Some((*line).to_owned());
    }
    let at = lines.iter().position(|line| line.starts_with(" FAIL  "))?;
    let reason =
        after(lines, at, |line| line.contains("Error: ")).map(|line| format!(": {}", line.trim()));
    Some(format!(
        "{}{}",
        lines[at].trim_start_matches(" FAIL  "),
        reason.unwrap_or_default()
    ))
}

/// `  12:3  error  message  rule` under a line with the file.
fn eslint(lines: &[&str]) -> Option<String> {
    let at = lines
        .iter()
        .position(|line| line.starts_with("  ") && line.contains("  error  "))?;
    let file = lines[..at]
        .iter()
        .rev()
        .find(|line| !line.starts_with(' '))?;
    let words: Vec<&str> = lines[at].split_whitespace().collect();
    Some(format!("{file}: {}", words.join(" ")))
}

fn prettier(lines: &[&str]) -> Option<String> {
    let line = lines
        .iter()
        .find(|line| line.starts_with("[warn] ") && !line.contains("Code style issues"))?;
    Some(format!(
        "not formatted: ui/{}",
        line.trim_start_matches("[warn] ")
    ))
}

/// `path:line:column`, and the `Error: …` after it.
fn svelte_check(lines: &[&str]) -> Option<String> {
    let at = lines
        .iter()
        .position(|line| line.starts_with("Error: ") || line.starts_with("Warn: "))?;
    let place = at
        .checked_sub(1)
        .map(|before| lines[before])
        .unwrap_or_default();
    Some(format!(
        "{} ({})",
        lines[at],
        place
            .rsplit_once("/ui/")
            .map_or(place, |(_, within)| within)
    ))
}

fn npm_error(lines: &[&str]) -> Option<String> {
    let silent = [
        "npm error code",
        "npm error path",
        "npm error command",
        "npm error errno",
    ];
    let said = |line: &&&str| {
        line.starts_with("npm error ") && !silent.iter().any(|known| line.starts_with(known))
    };
    lines.iter().find(said).map(|line| (*line).to_owned())
}

#[cfg(test)]
mod tests {
    use super::line_that_matters;

    #[test]
    fn failed_test_is_named_with_its_panic() {
        let output = "running 2 tests\ntest one ... ok\ntest two::three ... FAILED\n\nfailures:\n\n\
            ---- two::three stdout ----\n\nthread 'two::three' (7) panicked at src/two.rs:9:5:\n\
            assertion failed: cold\nnote: run with …\n\ntest result: FAILED. 1 passed; 1 failed\n\n\
            error: test failed, to rerun pass `-p a --lib`\n";
        assert_eq!(
            line_that_matters(output),
            "two::three: assertion failed: cold (src/two.rs:9:5)"
        );
    }

    #[test]
    fn compiler_error_is_named_with_its_place() {
        let output = "   Compiling a v0.1.0\nerror[E0308]: mismatched types\n --> src/lib.rs:3:5\n  |\n\n\
            error: could not compile `a` (lib) due to 1 previous error\n";
        assert_eq!(
            line_that_matters(output),
            "error[E0308]: mismatched types (src/lib.rs:3:5)"
        );
    }

    #[test]
    fn unformatted_rust_is_named_with_its_place() {
        assert_eq!(
            line_that_matters("Diff in src/a.rs:4:\n-a\n+b\n"),
            "not formatted: src/a.rs:4"
        );
    }

    #[test]
    fn failed_ui_test_is_named_with_its_assertion() {
        let output = " ❯ src/a.test.ts (1 test | 1 failed)\n FAIL  src/a.test.ts > masks a number\n\
            AssertionError: expected 1 to be 2 // Object.is equality\n";
        assert_eq!(
            line_that_matters(output),
            "src/a.test.ts > masks a number: AssertionError: expected 1 to be 2 // Object.is equality"
        );
    }

    #[test]
    fn lint_is_named_with_its_file() {
        let output = "> eslint .\n\nsrc/a.ts\n  3:7  error  'b' is never used  no-unused-vars\n\n✖ 1 problem\n";
        assert_eq!(
            line_that_matters(output),
            "src/a.ts: 3:7 error 'b' is never used no-unused-vars"
        );
    }

    #[test]
    fn unknown_failure_ends_with_its_last_line() {
        assert_eq!(line_that_matters("a\nb\n\n"), "b");
        assert_eq!(line_that_matters(""), "it printed nothing");
    }
}
