//! The two examples, run as people run them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;
use signet_contract::{ids::GrantId, platform::NewService};
use signet_seal::{Card, Device, Fingerprint, KeyStatement, Sealing, Signer, SigningKey};
use tempfile::TempDir;

use crate::{any::one, parties::recorded};

/// `cargo test` builds the examples beside the tests.
fn example(name: &str) -> Command {
    let tests = std::env::current_exe().unwrap();
    let target = tests.parent().and_then(Path::parent).unwrap();
    let program = target.join("examples").join(name);
    assert!(
        program.exists(),
        "{} is built with `--examples`",
        program.display()
    );
    Command::new(program)
}

fn keygen(folder: &Path, more: &[&str]) -> Output {
    let mut command = example("keygen");
    command.args([
        "--name",
        "Atlas Archive",
        "--purpose",
        "Keeps a copy of your channels",
    ]);
    command
        .args(["--scope", "messages:read", "--folder"])
        .arg(folder);
    command.args(more).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn now() -> u64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()
}

fn card(folder: &Path) -> Card {
    let token = fs::read_to_string(folder.join("service.signet-card")).unwrap();
    Card::read(token.trim_end(), Signer::Service, now()).unwrap()
}

/// An envelope for the service of this folder, in a file.
fn envelope(folder: &Path) -> (Card, GrantId, PathBuf) {
    let card = card(folder);
    let grant = GrantId::now();
    let sealing = Sealing {
        environment: "production",
        card: &card,
        grant,
        user: "",
        scopes: card.scopes(),
        issued_at: now(),
        expires_at: now() + 60,
    };
    let device = SigningKey::<Device>::random().unwrap();
    let line = recorded(&format!("grant:{grant}"));
    let envelope = sealing.seal(line, &one(), &device).unwrap();
    let file = folder.join("export.signet");
    fs::write(&file, envelope.to_json()).unwrap();
    (card, grant, file)
}

#[test]
fn keys_are_made_once_and_shown_as_words() {
    let folder = TempDir::new().unwrap();
    let made = keygen(folder.path(), &[]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let words = Fingerprint::of(card(folder.path()).identity_key()).to_string();
    assert!(text(&made.stdout).contains(&words));
    let before = fs::read(folder.path().join("identity.key")).unwrap();

    let again = keygen(folder.path(), &[]);
    assert!(!again.status.success());
    assert!(text(&again.stderr).contains("exists; nothing was written"));
    assert_eq!(
        fs::read(folder.path().join("identity.key")).unwrap(),
        before
    );

    #[cfg(unix)]
    for key in ["identity.key", "sealing.key"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(folder.path().join(key))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{key}");
    }
}

#[test]
fn a_platform_is_told_what_the_card_says() {
    let folder = TempDir::new().unwrap();
    let redirect = ["--redirect", "https://atlas.example/linked"];
    assert!(keygen(folder.path(), &redirect).status.success());
    let json = fs::read(folder.path().join("registration.json")).unwrap();
    let new: NewService = serde_json::from_slice(&json).unwrap();
    let card = card(folder.path());
    assert_eq!(new.id, card.service());
    assert_eq!(new.identity_key.0, *card.identity_key().as_bytes());
    assert_eq!(new.redirect_uris, ["https://atlas.example/linked"]);
    let statement: KeyStatement = serde_json::from_str(&new.sealing_key).unwrap();
    assert_eq!(statement, card.drafted_for("").key);
}

#[test]
fn a_service_keeps_its_identity_when_its_sealing_key_changes() {
    let (first, second) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    assert!(keygen(first.path(), &[]).status.success());
    let old = card(first.path());
    let identity = first.path().join("identity.key");
    let service = old.service().to_string();
    let more = [
        "--identity",
        identity.to_str().unwrap(),
        "--service",
        &service,
    ];
    let made = keygen(second.path(), &more);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let new = card(second.path());
    assert_eq!(new.changed_since(&old), None);
    assert!(!second.path().join("identity.key").exists());
    assert_ne!(
        fs::read(first.path().join("sealing.key")).unwrap(),
        fs::read(second.path().join("sealing.key")).unwrap()
    );
}

#[test]
fn an_exported_envelope_opens_with_the_key_beside_its_card() {
    let folder = TempDir::new().unwrap();
    assert!(
        keygen(folder.path(), &["--suite", "x25519"])
            .status
            .success()
    );
    let (card, grant, file) = envelope(folder.path());
    let open = |grant: &str, more: &[&str]| {
        let mut command = example("open");
        command.arg("--key").arg(folder.path().join("sealing.key"));
        command.args(["--service", &card.service().to_string(), "--grant", grant]);
        command.args(more).arg(&file).output().unwrap()
    };
    let shown = open(&grant.to_string(), &[]);
    assert!(shown.status.success(), "{}", text(&shown.stderr));
    assert!(text(&shown.stdout).contains("user         5000000123"));

    let string = open(&grant.to_string(), &["--format", "telethon"]);
    let ours = one().write(signet_session::Format::Telethon).unwrap();
    let ours = secrecy::ExposeSecret::expose_secret(&ours).to_owned();
    assert!(
        !text(&shown.stdout).contains(&ours[20..]),
        "the key was shown"
    );
    assert_eq!(text(&string.stdout).trim_end(), ours);

    let other = open(&GrantId::now().to_string(), &[]);
    assert!(!other.status.success());
    assert_eq!(
        text(&other.stderr),
        "open: this envelope does not open here\n"
    );
    assert!(other.stdout.is_empty());
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    assert!(keygen(folder.path(), &[]).status.success());
    let (card, grant, file) = envelope(folder.path());
    let key = folder.path().join("sealing.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
    let mut command = example("open");
    command
        .arg("--key")
        .arg(&key)
        .args(["--service", &card.service().to_string()]);
    let output = command
        .args(["--grant", &grant.to_string()])
        .arg(&file)
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("others can read this key"));
}

#[test]
fn an_envelope_is_json_for_everybody() {
    let folder = TempDir::new().unwrap();
    assert!(keygen(folder.path(), &[]).status.success());
    let (_, grant, file) = envelope(folder.path());
    let json: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    assert_eq!(json["context"]["grant"], grant.to_string());
}
