//! What a test does to the keychain and the vault behind Signet's back, while it is not running:
//! `custody TASK FOLDER`, on the session bus of its environment.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it speaks on the terminal"
)]

use std::{
    collections::HashMap,
    env,
    error::Error,
    path::Path,
    process::ExitCode,
    sync::Arc,
    thread,
    time::{Duration, Instant, SystemTime},
};

use keyring_core::api::CredentialStoreApi;
use secrecy::ExposeSecret;
use signet_vault::{
    Folder, Options, Store,
    keychain::{Entry, Keychain, NativeKeychain},
    opening::{Opener, Opening},
};

type Done = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["remove-key", folder] => remove_key(Path::new(folder)),
        ["exchange-key", folder] => exchange_key(Path::new(folder)),
        ["double-key", folder] => double_key(Path::new(folder)),
        ["make-kit", folder] => make_kit(Path::new(folder)),
        _ => Err("usage: custody remove-key|exchange-key|double-key|make-kit FOLDER".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("custody: {error}");
            ExitCode::FAILURE
        }
    }
}

fn entry(folder: &Path) -> Result<Entry, Box<dyn Error>> {
    let folder = claim(folder)?;
    let header = Store::inspect(&folder)?.ok_or("there is no vault")?;
    Ok(Entry::key(header.vault))
}

/// A Signet that was just ended may hold it for as long as its last write takes.
fn claim(folder: &Path) -> Result<Folder, signet_vault::Error> {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        match Folder::claim(folder, Options::default()) {
            Err(signet_vault::Error::InUse) if Instant::now() < end => {
                thread::sleep(Duration::from_millis(50));
            }
            claimed => return claimed,
        }
    }
}

fn remove_key(folder: &Path) -> Done {
    Ok(NativeKeychain::new().remove(&entry(folder)?)?)
}

fn exchange_key(folder: &Path) -> Done {
    let other = vec![7; 32].into();
    Ok(NativeKeychain::new().write(&entry(folder)?, &other)?)
}

/// One more attribute makes another entry, which the names they share find as well.
fn double_key(folder: &Path) -> Done {
    let name = entry(folder)?.to_string();
    let store = zbus_secret_service_keyring_store::Store::new()?;
    let more = HashMap::from([("target", "Login")]);
    let double = store.build("app.signet.desktop", &name, Some(&more))?;
    Ok(double.set_secret(&[7; 32])?)
}

/// Prints its words. Leaves two lines in the trail.
fn make_kit(folder: &Path) -> Done {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let keychain = Arc::new(NativeKeychain::new());
    let opener = Opener::new(folder, "production", Options::default(), keychain);
    let now = SystemTime::now().into();
    runtime.block_on(async {
        let Opening::Open(opened) = opener.open(now).await? else {
            return Err("the vault does not open".into());
        };
        let kit = opener.make_kit(&opened, now).await?;
        opened.store.close().await;
        println!("{}", kit.words()?.expose_secret());
        Ok(())
    })
}
