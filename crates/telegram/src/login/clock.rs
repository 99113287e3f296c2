//! The driver's clock. The machine has none.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// In whole milliseconds, as forms keep it.
pub(crate) fn now() -> SystemTime {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let millis = since.unwrap_or_default().as_millis();
    UNIX_EPOCH + Duration::from_millis(u64::try_from(millis).unwrap_or_default())
}

/// Returns when it is that late; at once if it was.
pub(crate) async fn until(time: SystemTime) {
    let wait = time.duration_since(now()).unwrap_or_default();
    tokio::time::sleep(wait).await;
}
