//! A moment as the wire writes it: RFC 3339, UTC, milliseconds.

use std::{
    fmt,
    str::FromStr,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// The last millisecond of the year 9999, the last one that RFC 3339 can write.
const LAST: u64 = 253_402_300_799_999;

/// A moment since 1970, such as `2026-11-20T16:21:45.123Z`. Any offset is read, UTC is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime))]
pub struct Moment(u64);

/// A text that is not a moment from 1970 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a moment: one like 2026-11-20T16:21:45Z is needed")]
pub struct InvalidMoment;

impl Moment {
    /// So many milliseconds after the start of 1970; later than the year 9999 is its end.
    pub const fn from_unix_millis(millis: u64) -> Self {
        Self(if millis > LAST { LAST } else { millis })
    }

    pub const fn unix_millis(self) -> u64 {
        self.0
    }

    /// Whole seconds since 1970, as tokens count.
    pub const fn unix_seconds(self) -> u64 {
        self.0 / 1000
    }

    /// This long afterwards.
    pub fn after(self, span: Duration) -> Self {
        Self::from_unix_millis(self.0.saturating_add(millis(span)))
    }

    /// This long before, but not before 1970.
    pub fn before(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(millis(span)))
    }

    /// How long until then; nothing if it has passed.
    pub fn until(self, later: Self) -> Duration {
        Duration::from_millis(later.0.saturating_sub(self.0))
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// A clock before 1970 is read as 1970.
impl From<SystemTime> for Moment {
    fn from(time: SystemTime) -> Self {
        Self::from_unix_millis(millis(time.duration_since(UNIX_EPOCH).unwrap_or_default()))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .map_err(|_| fmt::Error)?;
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            time.year(),
            u8::from(time.month()),
            time.day(),
            time.hour(),
            time.minute(),
            time.second(),
            time.millisecond()
        )
    }
}

impl FromStr for Moment {
    type Err = InvalidMoment;

    fn from_str(text: &str) -> Result<Self, InvalidMoment> {
        let time = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| InvalidMoment)?;
        let nanos = time.to_offset(UtcOffset::UTC).unix_timestamp_nanos();
        u64::try_from(nanos / 1_000_000)
            .ok()
            .filter(|millis| *millis <= LAST)
            .map(Self)
            .ok_or(InvalidMoment)
    }
}

impl TryFrom<String> for Moment {
    type Error = InvalidMoment;

    fn try_from(text: String) -> Result<Self, InvalidMoment> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_survives_text() {
        for millis in [0, 1, 1_795_191_705_123, LAST] {
            let moment = Moment::from_unix_millis(millis);
            assert_eq!(moment.to_string().parse(), Ok(moment));
        }
        assert_eq!(
            Moment::from_unix_millis(1_795_191_705_123).to_string(),
            "2026-11-20T16:21:45.123Z"
        );
    }

    #[test]
    fn any_offset_is_read_and_utc_is_written() {
        let moment: Moment = "2026-11-20T17:21:45.1+01:00".parse().unwrap();
        assert_eq!(moment.to_string(), "2026-11-20T16:21:45.100Z");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "2026-11-20",
            "2026-11-20T16:21:45",
            "1969-12-31T23:59:59Z",
            "1795191705",
        ] {
            assert_eq!(text.parse::<Moment>(), Err(InvalidMoment), "{text}");
        }
        assert_eq!(Moment::from_unix_millis(u64::MAX), Moment(LAST));
    }
}
