//! Requests that are being done, whether anybody still waits for their answers or not.

use tokio::sync::watch;

/// How many there are.
#[derive(Default)]
pub struct UnderWay(watch::Sender<usize>);

/// One of them, until it is dropped.
pub struct Begun(watch::Sender<usize>);

impl UnderWay {
    pub fn begin(&self) -> Begun {
        self.0.send_modify(|count| *count += 1);
        Begun(self.0.clone())
    }

    /// Returns when there is none.
    pub async fn over(&self) {
        // Fails only when the sender is gone, which this is.
        let _ = self.0.subscribe().wait_for(|count| *count == 0).await;
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn it_is_over_when_the_last_one_is() {
        let under_way = UnderWay::default();
        let (one, two) = (under_way.begin(), under_way.begin());
        drop(one);
        assert!(under_way.over().now_or_never().is_none());
        drop(two);
        under_way.over().await;
    }
}
