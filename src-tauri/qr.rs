//! QR codes as the web view draws them.

use std::fmt::Write;

use qrcodegen::QrCode;
use signet_contract::ui::QrPicture;

/// One square for each dark module.
pub fn picture(code: &QrCode) -> QrPicture {
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a string cannot fail.
            let _written = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    QrPicture {
        size: code.size().unsigned_abs(),
        path,
    }
}
