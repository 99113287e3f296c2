//! Server salts of one key: a new one every half hour, the old one good for another.

use grammers_tl_types as tl;
use sha2::{Digest, Sha256};

use crate::{clock, random};

const PERIOD: i64 = 1800;

pub(crate) struct Salts {
    secret: [u8; 32],
    /// From the handshake; good as long as the period's own.
    first: i64,
    made_in: i64,
    /// Periods that were skipped on request.
    skipped: i64,
}

impl Salts {
    pub(crate) fn new(first: i64) -> Self {
        Self {
            secret: random::bytes(),
            first,
            made_in: wire_seconds() / PERIOD,
            skipped: 0,
        }
    }

    pub(crate) fn current(&self) -> i64 {
        self.of(self.period())
    }

    pub(crate) fn accepts(&self, salt: i64) -> bool {
        let period = self.period();
        salt == self.of(period)
            || salt == self.of(period - 1)
            || salt == self.first && period <= self.made_in + 1
    }

    /// Makes every salt given out so far a bad one.
    pub(crate) fn skip(&mut self) {
        self.skipped += 2;
    }

    pub(crate) fn future(&self, request: i64, count: i32) -> tl::types::FutureSalts {
        let now = wire_seconds();
        let salts = (0..i64::from(count.clamp(1, 64))).map(|ahead| {
            let since = (now / PERIOD + ahead) * PERIOD;
            tl::types::FutureSalt {
                valid_since: clock::date(since),
                valid_until: clock::date(since + 2 * PERIOD),
                salt: self.of(self.period() + ahead),
            }
        });
        tl::types::FutureSalts {
            req_msg_id: request,
            now: clock::date(now),
            salts: tl::RawVec(salts.collect()),
        }
    }

    fn period(&self) -> i64 {
        wire_seconds() / PERIOD + self.skipped
    }

    fn of(&self, period: i64) -> i64 {
        let hash = Sha256::new()
            .chain_update(self.secret)
            .chain_update(period.to_le_bytes())
            .finalize();
        let mut salt = [0; 8];
        salt.copy_from_slice(&hash[..8]);
        i64::from_le_bytes(salt)
    }
}

fn wire_seconds() -> i64 {
    i64::try_from(clock::wire().as_secs()).unwrap_or(i64::MAX)
}
