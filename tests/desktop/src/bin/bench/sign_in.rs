//! From the number to a signed-in account, through the window.
//!
//! Timed in the page, from the first question to Rust until the last screen stands. Nobody types
//! in it; the sandbox answers at once. So it is what Signet itself adds to a person's patience.

use serde_json::json;
use signet_sandbox::NewAccount;
use signet_test_desktop::{CODE, Desktop, Telegram, Trouble};

use crate::report::{Row, median};

const RUNS: u32 = 7;

const JOURNEY: &str = "
    const [number, code, tell] = arguments;
    const { invoke } = window.__TAURI_INTERNALS__;
    const until = async (wanted) => {
      for (;;) {
        const shown = await invoke('sign_in');
        if (!shown.busy && wanted(shown.step?.kind)) return;
        await new Promise((go) => setTimeout(go, 2));
      }
    };
    (async () => {
      await invoke('begin_sign_in', { account: null });
      await until((step) => step === 'phone');
      const begun = performance.now();
      await invoke('submit_phone', { number });
      await until((step) => step === 'code');
      await invoke('submit_code', { code });
      await until((step) => step === 'done');
      await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
      const took = performance.now() - begun;
      await invoke('cancel_sign_in');
      tell(took);
    })().catch((error) => tell(String(error?.code ?? error)));";

pub fn measure() -> Result<Row, Trouble> {
    let number = |run: u32| format!("999662{run:04}");
    let people = (0..=RUNS).map(|run| NewAccount {
        phone: number(run),
        first_name: "Ada".to_owned(),
        ..NewAccount::default()
    });
    let telegram = Telegram::of(people.collect());
    let desktop = Desktop::start(telegram.desktop())?;
    // The first one fills the caches and does not count.
    one(&desktop, &number(0))?;
    let took: Result<Vec<_>, _> = (1..=RUNS).map(|run| one(&desktop, &number(run))).collect();
    desktop.end()?;
    Ok(Row::figure(
        "phone to signed in, through the window",
        "ms",
        median(took?),
    ))
}

fn one(desktop: &Desktop, number: &str) -> Result<f64, Trouble> {
    let arguments = [json!(format!("+{number}")), json!(CODE)];
    let took = desktop.script_with_callback(JOURNEY, &arguments);
    took.as_f64()
        .ok_or_else(|| Trouble::Unexpected(format!("signing in did not work: {took}")))
}
