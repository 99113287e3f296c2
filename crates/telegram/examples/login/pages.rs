//! What is printed: the account, its devices, a QR code.

use std::time::SystemTime;

use qrcodegen::{QrCode, QrCodeEcc};
use signet_telegram::devices::Devices;
use signet_telegram::{Account, Device};

/// Light modules around the code, without which no phone finds it.
const QUIET: i32 = 4;

pub fn account(account: &Account) {
    let name = [account.first_name.as_str(), account.last_name.as_str()].join(" ");
    let username = account.username.as_deref().map(|name| format!(" @{name}"));
    let phone = account
        .phone
        .as_ref()
        .map(|phone| format!(" {}", phone.masked()));
    println!(
        "\nSigned in as {}{}{}, user {}.",
        name.trim(),
        username.unwrap_or_default(),
        phone.unwrap_or_default(),
        account.user_id
    );
}

pub fn devices(title: &str, devices: &Devices) {
    println!("\n{title}");
    for device in &devices.list {
        println!("  {}", line(device));
    }
}

fn line(device: &Device) -> String {
    let own = if device.current { " (this one)" } else { "" };
    let minutes = SystemTime::now()
        .duration_since(device.created)
        .map_or(0, |age| age.as_secs() / 60);
    format!(
        "{}{own}, {} {}, {} {}, signed in {minutes} min ago",
        device.model, device.app_name, device.app_version, device.country, device.ip
    )
}

/// Two rows of modules a line, dark on light whatever the terminal's colours are.
pub fn qr(link: &str) -> Option<String> {
    let code = QrCode::encode_text(link, QrCodeEcc::Low).ok()?;
    let across = -QUIET..code.size() + QUIET;
    let mut text = String::new();
    for y in across.clone().step_by(2) {
        text.push_str("\x1b[30;107m");
        for x in across.clone() {
            text.push(match (code.get_module(x, y), code.get_module(x, y + 1)) {
                (false, false) => ' ',
                (true, false) => '▀',
                (false, true) => '▄',
                (true, true) => '█',
            });
        }
        text.push_str("\x1b[0m\n");
    }
    Some(text)
}
