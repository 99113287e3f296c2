//! Numbers for whoever runs the service. No person, service or session is told apart.

use std::{sync::atomic::AtomicU64, time::Duration};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// Seconds; from a cached answer to one that was given up.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 10.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Answered {
    /// The route's pattern, never the path: paths hold tokens.
    pub route: String,
    pub method: String,
    pub status: u16,
}

/// All there are.
pub struct Metrics {
    registry: Registry,
    pub answered: Family<Answered, Counter>,
    pub seconds: Histogram,
    pub under_way: Gauge,
    pub panics: Counter,
    pub refused_by_limit: Counter,
    pub lines_waiting: Counter<u64, AtomicU64>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("signetd");
        let answered = Family::default();
        let seconds = Histogram::new(BUCKETS);
        let under_way = Gauge::default();
        let panics = Counter::default();
        let refused_by_limit = Counter::default();
        let lines_waiting = Counter::default();
        registry.register("answers", "Answers by route and status", answered.clone());
        registry.register("answer_seconds", "Time to an answer", seconds.clone());
        registry.register("under_way", "Requests under way", under_way.clone());
        registry.register("panics", "Requests that failed by a panic", panics.clone());
        registry.register(
            "limited",
            "Requests above a limit",
            refused_by_limit.clone(),
        );
        registry.register(
            "trail_waits",
            "Times a line of the trail could not be written",
            lines_waiting.clone(),
        );
        Self {
            registry,
            answered,
            seconds,
            under_way,
            panics,
            refused_by_limit,
            lines_waiting,
        }
    }
}

impl Metrics {
    pub fn answer(&self, answered: Answered, took: Duration) {
        self.answered.get_or_create(&answered).inc();
        self.seconds.observe(took.as_secs_f64());
    }

    /// In the text format that Prometheus reads.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
