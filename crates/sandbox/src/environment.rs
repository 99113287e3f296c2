//! The environment file with which clients find this sandbox.

use std::fmt::Write;

use crate::config::Rules;
use crate::world::{Api, Dc};

pub(crate) fn write(api: &Api, home_dc: u8, dcs: &[Dc], pem: &str, rules: &Rules) -> String {
    let mut text = format!(
        "name = \"sandbox\"\ntest = false\napi_id = {}\napi_hash = \"{}\"\nhome_dc = {home_dc}\n",
        api.id, api.hash
    );
    for dc in dcs {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "[[dc]]\nid = {}\naddress = \"{}\"\n",
            dc.id, dc.address
        );
    }
    let pem = pem.replace('\n', "\\n");
    let _ = write!(
        text,
        "[[key]]\npem = \"{pem}\"\n[rules]\nfresh_session_seconds = {}\ncode_seconds = {}\n",
        rules.fresh_session_seconds, rules.code_seconds
    );
    text
}
