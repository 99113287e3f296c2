//! Measures a sign-in by Signet against Telethon and GramJS, on the same sandbox in the same run.
//!
//! From the number to signed in: the TCP connection, the key exchange, the code. The start of a
//! process is in none of them, what the sandbox does for it is in all. They take turns. This is no
//! test: over budget it says so and ends well.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it speaks on the terminal"
)]

use std::{env, error::Error, fs, process::ExitCode, time::Instant};

use serde_json::{Value, json};
use signet_sandbox::{Config, Rules, Sandbox};
use signet_telegram::{Road, devices::log_out};
use signet_test_foreign::{Language, Talk};
use signet_test_telegram::{API_ID, code_of, person, road_of, sign_in};
use tokio::runtime::Runtime;

/// An odd number, so that there is one in the middle.
const ROUNDS: usize = 15;
const PHONE: &str = "9996620005";
const SIDES: [&str; 3] = ["signet", "telethon", "gramjs"];
const BUDGET: f64 = 1.0;

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), Box<dyn Error>> {
    let mut sides = Sides::start()?;
    let mut times = [const { Vec::new() }; 3];
    let mut asked = [0; 3];
    for round in 0..=ROUNDS {
        for turn in 0..SIDES.len() {
            let side = (round + turn) % SIDES.len();
            let before = sides.asked();
            let (took, after) = sides.sign_in(side)?;
            asked[side] = after - before;
            // The first fills the caches and does not count.
            if round > 0 {
                times[side].push(took);
            }
        }
    }
    publish(times.map(median), asked)
}

struct Sides {
    sandbox: Sandbox,
    road: Road,
    runtime: Runtime,
    telethon: (Talk, Value),
    gramjs: (Talk, Value),
}

impl Sides {
    fn start() -> Result<Self, Box<dyn Error>> {
        let config = Config {
            accounts: vec![person(PHONE)],
            rules: Rules {
                codes_per_day: usize::MAX,
                ..Rules::default()
            },
            ..Config::default()
        };
        let api_hash = config.api_hash.clone();
        let sandbox = Sandbox::start(config)?;
        let question = |ask: &str, fingerprint: Value| {
            let dcs = sandbox.dcs().into_iter();
            let dcs: serde_json::Map<_, _> =
                dcs.map(|(id, at)| (id.to_string(), json!(at))).collect();
            json!({
                "ask": ask,
                "phone": format!("+{PHONE}"),
                "code": code_of(PHONE),
                "beginAt": 2,
                "apiId": API_ID,
                "apiHash": api_hash,
                "pem": sandbox.public_key_pem(),
                "fingerprint": fingerprint,
                "dcs": dcs,
            })
        };
        let fingerprint = sandbox.public_key_fingerprint();
        let telethon = question("telethon_time", json!(fingerprint));
        // JavaScript's numbers are too short for it.
        let gramjs = question("gramjs_time", json!(fingerprint.to_string()));
        let python = Talk::start(Language::Python, "sandbox_sign_in.py")?;
        let node = Talk::start(Language::Node, "sandbox_sign_in.mjs")?;
        Ok(Self {
            road: road_of(sandbox.environment())?,
            sandbox,
            runtime: Runtime::new()?,
            telethon: (python, telethon),
            gramjs: (node, gramjs),
        })
    }

    /// What the sandbox was asked so far, the signing out left out.
    fn asked(&self) -> u64 {
        let asked = self.sandbox.asked();
        let counted = asked.iter().filter(|(method, _)| *method != "auth.logOut");
        counted.map(|(_, times)| times).sum()
    }

    /// The milliseconds, and what the sandbox had been asked then.
    fn sign_in(&mut self, side: usize) -> Result<(f64, u64), Box<dyn Error>> {
        let (talk, question) = match side {
            0 => return self.ours(),
            1 => &mut self.telethon,
            _ => &mut self.gramjs,
        };
        let answer = talk.ask(question)?;
        let took = answer["ms"].as_f64();
        let took = took.ok_or_else(|| format!("{} says {answer}", SIDES[side]))?;
        // They sign out on the same connection.
        Ok((took, self.asked()))
    }

    fn ours(&self) -> Result<(f64, u64), Box<dyn Error>> {
        self.runtime.block_on(async {
            let begun = Instant::now();
            let session = sign_in(&self.road, PHONE).await?;
            let took = begun.elapsed();
            let asked = self.asked();
            // On another connection, which asks for its salt first.
            log_out(&self.road, session).await?;
            Ok((took.as_secs_f64() * 1000.0, asked))
        })
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn publish(times: [f64; 3], asked: [u64; 3]) -> Result<(), Box<dyn Error>> {
    let [signet, telethon, gramjs] = times;
    let ratio = signet / telethon.min(gramjs);
    println!("phone to signed in, {ROUNDS} rounds, median:");
    for ((side, time), asked) in SIDES.iter().zip(times).zip(asked) {
        println!("{side:10} {time:>8.1} ms  {asked} round trips");
    }
    let verdict = if ratio <= BUDGET {
        "within"
    } else {
        "OVER BUDGET"
    };
    println!("of the faster: {ratio:.2}×, budget {BUDGET:.2}×  {verdict}");
    let row = json!({
        "what": "phone to signed in",
        "unit": "ms",
        "signet": signet,
        "telethon": telethon,
        "gramjs": gramjs,
        "roundTrips": asked,
        "ratio": ratio,
        "budget": BUDGET,
        "holds": ratio <= BUDGET,
    });
    // Beside what was built, wherever that is.
    let program = env::current_exe()?;
    let target = program.ancestors().nth(2).ok_or("no target folder")?;
    let folder = target.join("bench");
    fs::create_dir_all(&folder)?;
    let path = folder.join("sign-in.json");
    fs::write(&path, format!("{row:#}\n"))?;
    println!("{}", path.display());
    Ok(())
}
