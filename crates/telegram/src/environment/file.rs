//! Reading an environment from a file, strictly.

use std::{fs::File, io::Read, path::Path};

use zeroize::Zeroizing;

use super::{
    ApiCredentials, DataCentre, Environment, Kind, Problem, Rules, ServerKey, data_centre, known,
    section::{Found, Section, wrong},
};
use crate::Error;

/// The largest file; a real one is 2 KiB.
const MAX_BYTES: usize = 64 * 1024;

const MAX_NAME: usize = 32;
const MAX_DCS: usize = 16;
const MAX_KEYS: usize = 8;

pub(super) fn load(path: &Path) -> Result<Environment, Error> {
    let whole = |problem| Error::Environment {
        line: None,
        problem,
    };
    let unreadable = |error: std::io::Error| whole(Problem::Unreadable(error.kind()));
    // Reserved at once: growing would leave copies of the hash behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_BYTES + 1));
    let file = File::open(path).map_err(unreadable)?;
    file.take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() > MAX_BYTES {
        return Err(whole(Problem::TooLarge));
    }
    read(std::str::from_utf8(&bytes).map_err(|_| whole(Problem::NotText))?)
}

pub(super) fn read(text: &str) -> Result<Environment, Error> {
    if text.len() > MAX_BYTES {
        return Err(Error::Environment {
            line: None,
            problem: Problem::TooLarge,
        });
    }
    let mut file = Section::parse(text)?;
    file.only(&[
        "name", "test", "api_id", "api_hash", "home_dc", "dc", "key", "rules",
    ])?;
    let name = name(&mut file)?;
    let test = file.truth("test")?;
    let api = api(&mut file)?;
    let home = file.id("home_dc", u8::MAX)?;
    let data_centres = data_centres(&mut file)?;
    let keys = keys(&mut file)?;
    let rules = file
        .section("rules")?
        .map_or(Ok(Rules::TELEGRAM), Rules::read)?;
    if !data_centres.iter().any(|dc| dc.id() == home.value) {
        return Err(home.wrong(Problem::HomeDc(home.value)));
    }
    Ok(Environment {
        name,
        kind: Kind::Custom,
        test,
        api: Some(api),
        home_dc: home.value,
        data_centres,
        keys,
        rules,
    })
}

fn name(file: &mut Section<'_>) -> Result<String, Error> {
    let name = file.text("name")?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b'-');
    let text = &name.value;
    if text.is_empty() || text.len() > MAX_NAME || !text.bytes().all(plain) || text.trim() != text {
        return Err(name.wrong(Problem::Name));
    }
    if [known::PRODUCTION, known::TEST].contains(&text.to_ascii_lowercase().as_str()) {
        return Err(name.wrong(Problem::ReservedName));
    }
    Ok(name.value)
}

fn api(file: &mut Section<'_>) -> Result<ApiCredentials, Error> {
    let id = file.id("api_id", i32::MAX)?.value;
    let Found { value: hash, line } = file.text("api_hash")?;
    ApiCredentials::new(id.into(), hash.into()).map_err(|problem| wrong(line, problem))
}

fn data_centres(file: &mut Section<'_>) -> Result<Vec<DataCentre>, Error> {
    let mut all: Vec<DataCentre> = Vec::new();
    for mut section in file.sections("dc", MAX_DCS)? {
        section.only(&["id", "address"])?;
        let id = section.id("id", u8::MAX)?;
        let address = section.text("address")?;
        if all.iter().any(|dc| dc.id() == id.value) {
            return Err(id.wrong(Problem::DuplicateDc(id.value)));
        }
        let socket =
            data_centre::address(&address.value).ok_or_else(|| address.wrong(Problem::Address))?;
        all.push(DataCentre::single(id.value, socket));
    }
    Ok(all)
}

fn keys(file: &mut Section<'_>) -> Result<Vec<ServerKey>, Error> {
    let mut all = Vec::new();
    for mut section in file.sections("key", MAX_KEYS)? {
        section.only(&["pem"])?;
        let pem = section.text("pem")?;
        let key = ServerKey::from_pem(&pem.value).map_err(|problem| pem.wrong(problem))?;
        if all.contains(&key) {
            return Err(pem.wrong(Problem::DuplicateKey));
        }
        all.push(key);
    }
    Ok(all)
}
