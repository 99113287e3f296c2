//! Numbers for whoever runs the service. No person, service or session is told apart.

use std::{sync::atomic::AtomicU64, time::Duration};

use axum::http::Method;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

use signet_contract::platform::SessionState;

use crate::storage::Settled;

/// Seconds; from a cached answer to one that was given up.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 10.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Answered {
    /// The route's pattern, never the path: paths hold tokens.
    pub route: String,
    pub method: &'static str,
    pub status: u16,
}

/// The method, as numbers name it. Clients make up methods, and each new one would be kept for as
/// long as the service runs.
pub fn method(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    let known = KNOWN.iter().find(|known| **known == method.as_str());
    known.copied().unwrap_or("other")
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Sent {
    /// `taken`, `later` or `given-up`.
    pub outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Standing {
    state: &'static str,
}

/// All there are.
pub struct Metrics {
    registry: Registry,
    pub answered: Family<Answered, Counter>,
    pub seconds: Histogram,
    pub under_way: Gauge,
    pub panics: Counter,
    sessions: Family<Standing, Gauge>,
    pub messages_waiting: Gauge,
    pub alerts_open: Gauge,
    pub trail_lines: Gauge,
    pub messages: Family<Sent, Counter>,
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
        let messages = Family::default();
        let sessions = Family::default();
        let messages_waiting = Gauge::default();
        let alerts_open = Gauge::default();
        let trail_lines = Gauge::default();
        let refused_by_limit = Counter::default();
        let lines_waiting = Counter::default();
        registry.register("answers", "Answers by route and status", answered.clone());
        registry.register("answer_seconds", "Time to an answer", seconds.clone());
        registry.register("under_way", "Requests under way", under_way.clone());
        registry.register("sessions", "Sessions by state", sessions.clone());
        registry.register(
            "messages_waiting",
            "Messages for webhooks",
            messages_waiting.clone(),
        );
        registry.register("alerts_open", "Alerts nobody settled", alerts_open.clone());
        registry.register("trail_lines", "Lines of the trail", trail_lines.clone());
        registry.register(
            "messages",
            "Messages to webhooks by outcome",
            messages.clone(),
        );
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
            messages,
            sessions,
            messages_waiting,
            alerts_open,
            trail_lines,
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

    /// How many sessions are in this state.
    pub fn sessions(&self, state: SessionState, count: u64) {
        let state = match state {
            SessionState::Live => "live",
            SessionState::Ending => "ending",
            SessionState::Dead => "dead",
        };
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        self.sessions.get_or_create(&Standing { state }).set(count);
    }

    /// How an attempt to send a message ended.
    pub fn message_carried(&self, settled: &Settled) {
        let outcome = match settled {
            Settled::Taken => "taken",
            Settled::Failed { again: Some(_), .. } => "later",
            Settled::Failed { again: None, .. } => "given-up",
        };
        self.messages.get_or_create(&Sent { outcome }).inc();
    }

    /// In the text format that Prometheus reads.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
