//! The vault against the bare operations it is made of, and against itself when it is large.

mod bare;
mod keychain;
mod place;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use secrecy::SecretBox;
use signet_contract::ids::{KeyId, VaultId};
use signet_test_desktop::{Trouble, target_folder};
use signet_vault::{
    CopyKind, CopyPlace, MasterKey, OsRandom, PendingLoginId, WrappingKey, keychain::NativeKeychain,
};
use tokio::runtime::{Builder, Runtime};

use crate::report::{Against, Budget, Row, median};
use place::{NOW, PASSPHRASE, Place};

const WRITES: usize = 301;
const OPENINGS: usize = 4001;
const UNLOCKS: usize = 15;
const MANY: u32 = 10_000;
const FEW: u32 = 10;
/// As many as a screen shows at once; the few are exactly that many.
const SCREENFUL: usize = 10;
/// What a sign-in under way takes, about.
const SECRET: usize = 400;

/// How long a keychain may take to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// Set for the process that has a keychain on a bus of its own.
const ON_A_BUS: &str = "SIGNET_BENCH_VAULT";

pub fn measure() -> Result<Vec<Row>, Trouble> {
    let folder = target_folder()?.join("bench").join("vault");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(io("clearing the last vaults"))?;
    }
    fs::create_dir_all(&folder).map_err(io("making a folder for vaults"))?;
    let runtime = runtime()?;
    let mut rows = vec![
        runtime.block_on(durable_write(&folder))?,
        open_a_secret()?,
        runtime.block_on(many_accounts(&folder))?,
    ];
    rows.push(keychain(&folder)?);
    rows.push(runtime.block_on(passphrase(&folder))?);
    fs::remove_dir_all(&folder).map_err(io("removing the vaults"))?;
    Ok(rows)
}

/// One secret, durable when it returns, against the same bytes in a bare table of the same make.
async fn durable_write(folder: &Path) -> Result<Row, Trouble> {
    let opened = Place::new(&folder.join("write")).open().await?;
    let bare = bare::Table::new(&folder.join("bare.db"))?;
    let form = SecretBox::new(vec![7; SECRET].into_boxed_slice());
    let logins = opened.store.pending_logins();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for number in 0..WRITES {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&number.to_be_bytes());
        let began = Instant::now();
        let kept = logins.keep(PendingLoginId::from_bytes(id), &form, NOW);
        kept.await.map_err(vault)?;
        ours.push(1.0 / began.elapsed().as_secs_f64());
        let began = Instant::now();
        bare.write(&id, SECRET)?;
        theirs.push(1.0 / began.elapsed().as_secs_f64());
    }
    opened.store.close().await;
    Ok(Row {
        what: "vault: durable write",
        unit: "/s",
        signet: median(ours),
        against: Some(Against {
            what: "a bare SQLite commit of the same bytes",
            value: median(theirs),
            budget: Budget::AtLeast(0.8),
        }),
    })
}

/// The vault's own opening of a ciphertext, against the two operations it is made of.
fn open_a_secret() -> Result<Row, Trouble> {
    let under = || WrappingKey::new(SecretBox::new(Box::new([3; 32])));
    let place = CopyPlace {
        vault: VaultId::now(),
        copy: KeyId::now(),
        kind: CopyKind::Kit,
        master: KeyId::now(),
        parameters: Vec::new(),
    };
    let key = MasterKey::generate(&OsRandom).map_err(vault)?;
    let sealed = key.wrap(&under(), &place, &OsRandom).map_err(vault)?;
    let (under, bare) = (under(), bare::Opening::new());
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        let began = Instant::now();
        let opened = MasterKey::unwrap(&sealed, &under, &place).map_err(vault)?;
        ours.push(1.0 / began.elapsed().as_secs_f64());
        drop(opened);
        let began = Instant::now();
        let opened = bare.open()?;
        theirs.push(1.0 / began.elapsed().as_secs_f64());
        drop(opened);
    }
    Ok(Row {
        what: "vault: open a secret",
        unit: "/s",
        signet: median(ours),
        against: Some(Against {
            what: "bare HKDF and AES-GCM",
            value: median(theirs),
            budget: Budget::AtLeast(0.8),
        }),
    })
}

/// From a closed vault to the first screenful, with its key at hand.
async fn many_accounts(folder: &Path) -> Result<Row, Trouble> {
    // In memory where there is some: ten thousand durable sign-ins take a disk minutes, and what
    // is measured is read from the machine's cache on any disk.
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { memory } else { folder };
    let here = tempfile::tempdir_in(folder).map_err(io("making a folder in memory"))?;
    let places = [
        Place::with_accounts(&here.path().join("many"), MANY).await?,
        Place::with_accounts(&here.path().join("few"), FEW).await?,
    ];
    let mut taken = [Vec::new(), Vec::new()];
    for _ in 0..UNLOCKS {
        for (place, taken) in places.iter().zip(&mut taken) {
            let began = Instant::now();
            let opened = place.open().await?;
            let accounts = opened.store.accounts();
            let listed = accounts.list(None, SCREENFUL).await.map_err(vault)?;
            taken.push(began.elapsed().as_secs_f64() * 1000.0);
            if listed.len() != SCREENFUL {
                return Err(Trouble::Unexpected(format!("{} accounts", listed.len())));
            }
            opened.store.close().await;
        }
    }
    let [many, few] = taken;
    Ok(Row {
        what: "vault of 10,000 accounts: unlock and list",
        unit: "ms",
        signet: median(many),
        against: Some(Against {
            what: "a vault of 10 accounts",
            value: median(few),
            budget: Budget::AtMost(1.5),
        }),
    })
}

/// With a real keychain, in a process that has one.
fn keychain(folder: &Path) -> Result<Row, Trouble> {
    let home = folder.join("keychain");
    fs::create_dir_all(&home).map_err(io("making a home for a keychain"))?;
    let program = env::current_exe().map_err(io("finding this program"))?;
    let script = "printf 'the password of this desktop' \
         | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 & \
         \"$0\"; ended=$?; kill $!; exit $ended";
    let ended = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", script])
        .arg(program)
        .env(ON_A_BUS, &home)
        .env("HOME", &home)
        .env("XDG_RUNTIME_DIR", &home)
        .env("XDG_DATA_HOME", &home)
        .env_remove("DISPLAY")
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(io("starting a bus"))?;
    let said = String::from_utf8_lossy(&ended.stdout);
    let value = said.lines().last().and_then(|line| line.parse().ok());
    let value = value.ok_or_else(|| Trouble::Unexpected(format!("the keychain said {said:?}")))?;
    Ok(Row::figure("vault: unlock by keychain", "ms", value))
}

/// Where the vault of the process is that has a keychain.
pub fn asked_to_unlock() -> Option<PathBuf> {
    env::var_os(ON_A_BUS).map(PathBuf::from)
}

/// Prints what it takes.
pub fn unlock_here(home: &Path) -> ExitCode {
    let measured = runtime().and_then(|runtime| runtime.block_on(unlock_by_keychain(home)));
    match measured {
        Ok(value) => {
            println!("{value}");
            ExitCode::SUCCESS
        }
        Err(trouble) => {
            eprintln!("bench: {trouble}");
            ExitCode::FAILURE
        }
    }
}

async fn unlock_by_keychain(home: &Path) -> Result<f64, Trouble> {
    let place = Place::kept_by(&home.join("vault"), Arc::new(NativeKeychain::new()));
    // The first one makes it, as soon as the keychain is on the bus.
    let patience = Instant::now();
    while let Err(trouble) = close_again(&place).await {
        if patience.elapsed() > PATIENCE {
            return Err(trouble);
        }
        thread::sleep(Duration::from_millis(50));
    }
    let mut taken = Vec::new();
    for _ in 0..UNLOCKS {
        taken.push(close_again(&place).await?);
    }
    Ok(median(taken))
}

/// How long it took to open.
async fn close_again(place: &Place) -> Result<f64, Trouble> {
    let began = Instant::now();
    let opened = place.open().await?;
    let taken = began.elapsed().as_secs_f64() * 1000.0;
    opened.store.close().await;
    Ok(taken)
}

/// Slow on purpose: 64 MiB and three passes of Argon2id.
async fn passphrase(folder: &Path) -> Result<Row, Trouble> {
    let place = Place::new(&folder.join("passphrase"));
    let opened = place.opener.begin(PASSPHRASE.into(), NOW);
    opened.await.map_err(vault)?.store.close().await;
    let mut taken = Vec::new();
    for _ in 0..UNLOCKS {
        let began = Instant::now();
        let opened = place.opener.unlock(PASSPHRASE.into()).await;
        taken.push(began.elapsed().as_secs_f64() * 1000.0);
        opened.map_err(vault)?.store.close().await;
    }
    let value = median(taken);
    Ok(Row::figure("vault: unlock by passphrase", "ms", value))
}

fn runtime() -> Result<Runtime, Trouble> {
    Builder::new_current_thread()
        .build()
        .map_err(io("starting a runtime"))
}

fn vault(error: signet_vault::Error) -> Trouble {
    Trouble::Unexpected(format!("the vault: {error}"))
}

fn io(doing: &'static str) -> impl FnOnce(std::io::Error) -> Trouble {
    move |source| Trouble::Io {
        doing: doing.to_owned(),
        source,
    }
}
