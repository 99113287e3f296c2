//! A platform with this many live sessions, put into its database in bulk.

use std::time::{Duration, Instant};

use reqwest::{Method, RequestBuilder};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use signet_contract::ids::{AccountId, GrantId, LeaseId, SessionId};
use signet_service::storage::SessionRecord;

use crate::{
    device::Device,
    harness::{API, Harness},
    parties::Service,
    timed,
    times::Times,
    unlimited,
};

/// Sessions of one transaction.
const AT_ONCE: usize = 10_000;

/// Sessions that are fetched in turn, spread over all.
const LEASED: usize = 50;

/// How often each thing is done before the other side's turn, and how many turns there are.
const IN_TURN: usize = 10;
const TURNS: usize = 40;

pub struct Population {
    size: usize,
    harness: Harness,
    token: String,
    fetches: Vec<String>,
    middle: SessionId,
}

#[derive(Clone, Copy)]
enum Deed {
    Fetch,
    FirstPage,
    MiddlePage,
}

impl Population {
    pub async fn of(size: usize) -> Self {
        let harness = unlimited().await;
        let service = Service::register(&harness).await;
        let linked = service.linked(&harness, &mut Device::new(), "u").await;
        let sessions = &harness.server.platform().storage.sessions;
        let model = sessions.session(linked.id.parse().unwrap()).await.unwrap();
        let seeding = Seeding {
            model: model.unwrap(),
            envelope: linked.envelope,
        };
        let database = Connection::open(harness.database()).unwrap();
        database.busy_timeout(Duration::from_secs(60)).unwrap();
        let mut chosen = Vec::new();
        let mut middle = seeding.model.id;
        for from in (1..size).step_by(AT_ONCE) {
            let transaction = database.unchecked_transaction().unwrap();
            for number in from..size.min(from + AT_ONCE) {
                let id = seeding.insert(&transaction, number);
                if number == size / 2 {
                    middle = id;
                }
                if number % (size / LEASED) == 0 {
                    chosen.push((number, id));
                }
            }
            transaction.commit().unwrap();
        }
        let now = harness.clock().now().unix_millis();
        let fetches = chosen.into_iter().map(|(number, id)| {
            let lease = lease(&database, id, now);
            format!("/sessions/user/u{number}?leaseId={lease}")
        });
        let fetches = fetches.collect();
        Self {
            size,
            token: service.token(&harness).await,
            harness,
            fetches,
            middle,
        }
    }

    fn request(&self, deed: Deed, turn: usize) -> RequestBuilder {
        let path = match deed {
            Deed::Fetch => self.fetches[turn % self.fetches.len()].clone(),
            Deed::FirstPage => "/sessions?limit=25".to_owned(),
            Deed::MiddlePage => format!("/sessions?limit=25&cursor={}", self.middle),
        };
        self.harness
            .request(Method::GET, &format!("{API}{path}"))
            .bearer_auth(&self.token)
    }

    async fn measure(&self, deed: Deed, turn: usize, times: &mut Times) {
        let begun = Instant::now();
        let mut took = Vec::new();
        for at in 0..IN_TURN {
            took.push(timed(&self.request(deed, turn * IN_TURN + at)).await);
        }
        times.add(took, begun.elapsed());
    }
}

/// What each thing costs with few and with many, taken in turns.
pub async fn compare(few: &Population, many: &Population) -> Vec<Value> {
    let mut rows = Vec::new();
    for (deed, row) in [
        (Deed::Fetch, "fetchAmong"),
        (Deed::FirstPage, "firstPageAmong"),
        (Deed::MiddlePage, "middlePageAmong"),
    ] {
        // Connections and caches are warm when it counts.
        few.measure(deed, 0, &mut Times::default()).await;
        many.measure(deed, 0, &mut Times::default()).await;
        let (mut by_few, mut by_many) = (Times::default(), Times::default());
        for turn in 0..TURNS {
            few.measure(deed, turn, &mut by_few).await;
            many.measure(deed, turn, &mut by_many).await;
        }
        rows.push(json!({
            "row": row,
            "sessions": many.size,
            "p50Millis": by_many.millis(50),
            "p99Millis": by_many.millis(99),
            "against": few.size,
            "againstP50Millis": by_few.millis(50),
            "againstP99Millis": by_few.millis(99),
            "ratio": by_many.millis(50) / by_few.millis(50),
        }));
    }
    rows
}

/// Sessions like one that was delivered.
struct Seeding {
    model: SessionRecord,
    envelope: String,
}

impl Seeding {
    fn insert(&self, database: &Connection, number: usize) -> SessionId {
        let session = SessionRecord {
            id: SessionId::now(),
            grant: GrantId::now(),
            account_id: AccountId::now(),
            user_id: format!("u{number}").parse().unwrap(),
            ..self.model.clone()
        };
        let sql = "INSERT INTO sessions (id, grant_id, service, user_id, account, device,
               reference, state, health, created_at, expires_at, last_used_at, body)
             SELECT ?2, ?3, service, ?4, ?5, device, reference, state, health, created_at,
               expires_at, ?6, ?7 FROM sessions WHERE id = ?1";
        let mut statement = database.prepare_cached(sql).unwrap();
        let values = params![
            self.model.id.to_string(),
            session.id.to_string(),
            session.grant.to_string(),
            session.user_id.as_str(),
            session.account_id.to_string(),
            session.created_at.unix_millis(),
            serde_json::to_string(&session).unwrap(),
        ];
        assert_eq!(statement.execute(values).unwrap(), 1);
        let sql = "INSERT INTO envelopes (session, envelope) VALUES (?1, ?2)";
        let mut statement = database.prepare_cached(sql).unwrap();
        let values = params![session.id.to_string(), self.envelope];
        statement.execute(values).unwrap();
        session.id
    }
}

/// For a quarter of an hour from now on.
fn lease(database: &Connection, session: SessionId, now: u64) -> LeaseId {
    let lease = LeaseId::now();
    let values = params![
        session.to_string(),
        lease.to_string(),
        "bench",
        now,
        now + 900_000,
    ];
    let sql = "INSERT INTO leases (session, id, instance, taken_at, ends_at)
         VALUES (?1, ?2, ?3, ?4, ?5)";
    database.execute(sql, values).unwrap();
    lease
}
