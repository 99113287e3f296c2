//! The log: one file a day, a week of them, redacted, and quiet about what others log.

mod redact;

pub use redact::redact;

use std::{fmt, io, path::Path};

use tracing::{
    Level,
    field::{Field, Visit},
};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::{
    filter::Targets,
    fmt::{FormatFields, format::Writer},
    prelude::*,
};

use crate::folders::UnusableFolder;

const KEPT_DAYS: usize = 7;

/// Starts writing the log into this folder.
pub fn start(folder: &Path, level: Level) -> Result<(), UnusableFolder> {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("signet")
        .filename_suffix("log")
        .max_log_files(KEPT_DAYS)
        .build(folder)
        .map_err(|error| UnusableFolder(folder.to_owned(), io::Error::other(error)))?;
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(file)
        .with_ansi(false)
        .fmt_fields(RedactedFields);
    tracing_subscriber::registry()
        .with(lines)
        .with(targets(level))
        .init();
    Ok(())
}

/// Our own crates log at the chosen level; others at `info` at most, in every build: some of
/// them print keys below that.
fn targets(level: Level) -> Targets {
    Targets::new()
        .with_default(level.min(Level::INFO))
        .with_target("signet", level)
}

/// Writes every field through [`redact`].
struct RedactedFields;

impl<'writer> FormatFields<'writer> for RedactedFields {
    fn format_fields<R: tracing_subscriber::field::RecordFields>(
        &self,
        writer: Writer<'writer>,
        fields: R,
    ) -> fmt::Result {
        let mut visitor = Fields {
            writer,
            first: true,
            outcome: Ok(()),
        };
        fields.record(&mut visitor);
        visitor.outcome
    }
}

struct Fields<'writer> {
    writer: Writer<'writer>,
    first: bool,
    outcome: fmt::Result,
}

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let gap = if std::mem::take(&mut self.first) {
            ""
        } else {
            " "
        };
        let text = format!("{value:?}");
        let text = match field.name() {
            "message" => redact(&text).into_owned(),
            name => format!("{name}={}", redact::redact_field(name, &text)),
        };
        self.outcome = self
            .outcome
            .and_then(|()| write!(self.writer, "{gap}{}", one_line(&text)));
    }
}

/// A line break in a value must not make a second line that looks like one of ours, and a
/// terminal that shows the log must not obey it.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            line.extend(letter.escape_default());
        } else {
            line.push(letter);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_capped_at_info_whatever_is_asked() {
        let targets = targets(Level::TRACE);
        for other in ["grammers_mtsender", "zbus", "hyper::proto", "rustls", "tao"] {
            assert!(!targets.would_enable(other, &Level::DEBUG), "{other}");
            assert!(targets.would_enable(other, &Level::INFO), "{other}");
        }
        for ours in ["signet_desktop::link", "signet_vault", "signet_telegram"] {
            assert!(targets.would_enable(ours, &Level::TRACE), "{ours}");
        }
    }

    #[test]
    fn a_quiet_level_quietens_everybody() {
        let targets = targets(Level::ERROR);
        assert!(!targets.would_enable("zbus", &Level::INFO));
        assert!(!targets.would_enable("signet_desktop", &Level::WARN));
    }

    /// Log lines of one closure, as the file would hold them.
    fn written(log: impl FnOnce()) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let file = std::sync::Mutex::new(std::fs::File::create(&path).unwrap());
        let lines = tracing_subscriber::fmt::layer()
            .with_writer(file)
            .with_ansi(false)
            .fmt_fields(RedactedFields);
        tracing::subscriber::with_default(tracing_subscriber::registry().with(lines), log);
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn messages_fields_and_spans_are_redacted() {
        let text = written(|| {
            let span = tracing::info_span!("sign_in", phone = "+49 151 2345 4077");
            let _inside = span.enter();
            tracing::info!(
                code = 40961,
                link = "signet://link?p=x&t=abc",
                "calling +4915123454077"
            );
        });
        assert!(
            text.contains("sign_in") && text.contains("calling"),
            "{text}"
        );
        for secret in ["4077", "40961", "t=abc", "2345"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }

    #[test]
    fn a_line_break_does_not_make_a_line() {
        let text = written(|| tracing::info!(host = "a\nb", "x\r\ny\u{1b}[2J"));
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}
