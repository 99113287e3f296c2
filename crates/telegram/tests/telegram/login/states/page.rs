//! The tables as people read them.

use std::fmt::Write;

use super::table::{ALWAYS, ERRORS, EVENTS, FAULTS, INPUTS, SOMETIMES};
use crate::login::faults;
use crate::login::refusals::{Leads, ROWS};

pub fn markdown() -> String {
    let mut text = String::from(
        "# The states of a sign-in\n\n\
         What each state takes, where that leads, and the test that shows it. Written from the\n\
         tables in `tests/telegram/login`, which are compared with what the states really offer;\n\
         whatever is not listed is refused.\n\n\
         ## Inputs\n\n\
         | State | Input | Leads to | Shown by |\n|---|---|---|---|\n",
    );
    for (place, kind, leads, test) in INPUTS {
        writeln!(text, "| {place:?} | {kind:?} | {leads} | `{test}` |").unwrap();
    }
    for (state, kind, leads, test) in SOMETIMES {
        writeln!(text, "| {state} | {kind:?} | {leads} | `{test}` |").unwrap();
    }
    for (kind, leads, test) in ALWAYS {
        writeln!(text, "| any | {kind:?} | {leads} | `{test}` |").unwrap();
    }
    text.push_str(
        "\n## What happens by itself\n\n| State | Event | Leads to | Shown by |\n|---|---|---|---|\n",
    );
    for (state, event, leads, test) in EVENTS {
        writeln!(text, "| {state} | {event} | {leads} | `{test}` |").unwrap();
    }
    writeln!(
        text,
        "\n## Errors\n\nEach is a row of `{ERRORS}`.\n\n\
         | State | Question | Answer | Leads to |\n|---|---|---|---|"
    )
    .unwrap();
    for row in ROWS {
        let leads = match row.leads {
            Leads::Nowhere => "shown; the same state".to_owned(),
            Leads::ToNewCode => "shown; the code has ended, a new one is offered".to_owned(),
            Leads::ToPhone => "shown; Phone".to_owned(),
            Leads::To(why) => format!("DeadEnd: {why:?}"),
            Leads::ToCode => "Code, from there".to_owned(),
            Leads::ToPassword => "Password".to_owned(),
            Leads::On => "Done; nobody notices".to_owned(),
        };
        let (place, method, code, name) = (row.place, row.method, row.code, row.name);
        writeln!(
            text,
            "| {place:?} | `{method}` | {code} `{name}` | {leads} |"
        )
        .unwrap();
    }
    writeln!(
        text,
        "\n## Faults\n\nEach question with each fault is a cell of `{FAULTS}`: there is a way on, \
         no code is\nasked for by itself, nothing is left behind, no rule of MTProto is broken.\n"
    )
    .unwrap();
    for (question, method) in faults::QUESTIONS {
        writeln!(text, "- {question:?} (`{method}`)").unwrap();
    }
    text.push('\n');
    for fault in faults::faults() {
        writeln!(text, "- {fault:?}").unwrap();
    }
    text
}
