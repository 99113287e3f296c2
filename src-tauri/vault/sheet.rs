//! A recovery kit as it is shown to be written down.

use qrcodegen::{QrCode, QrCodeEcc};
use secrecy::ExposeSecret;
use signet_contract::ui::RecoveryKitSheet;
use signet_vault::{Error, RecoveryKey};

use crate::qr;

/// The one place where a kit leaves Rust: for the eyes of whoever asked for it.
pub fn sheet(kit: &RecoveryKey) -> Result<RecoveryKitSheet, Error> {
    // Exposed to be read by the person.
    let words = kit.words()?;
    let words = words.expose_secret().split(' ').map(str::to_owned);
    // Exposed to be drawn. A text of this length always fits.
    let code = QrCode::encode_text(kit.for_qr()?.expose_secret(), QrCodeEcc::Medium)
        .map_err(|_| Error::WrongKey)?;
    Ok(RecoveryKitSheet {
        words: words.collect(),
        qr: qr::picture(&code),
    })
}

#[cfg(test)]
mod tests {
    use signet_vault::OsRandom;

    use super::*;

    #[test]
    fn a_sheet_has_all_words_and_their_code() {
        let sheet = sheet(&RecoveryKey::generate(&OsRandom).unwrap()).unwrap();
        assert_eq!(sheet.words.len(), 24);
        // Every code has its three corners.
        assert!(sheet.qr.size >= 33, "{}", sheet.qr.size);
        assert!(sheet.qr.path.starts_with("M0 0h1v1h-1zM1 0h1v1h-1z"));
    }
}
