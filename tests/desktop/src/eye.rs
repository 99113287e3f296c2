//! What a phone's camera sees of the window.

use rqrr::PreparedImage;

use crate::{
    Desktop, Trouble,
    trouble::sure,
    wait::{PATIENCE, wait_for},
};

impl Desktop {
    /// What the one QR code on the screen says, read from the real pixels.
    #[track_caller]
    pub fn read_qr(&self) -> String {
        sure(wait_for("a QR code that can be read", PATIENCE, || {
            self.look_for_qr()
        }))
    }

    /// Nothing while there is none, or several.
    pub fn look_for_qr(&self) -> Result<Option<String>, Trouble> {
        let pixels = self.display.pixels()?;
        let width = usize::from(pixels.width);
        let grey = |x, y| {
            let at = (y * width + x) * 3;
            let light: u32 = pixels.rgb[at..at + 3].iter().copied().map(u32::from).sum();
            u8::try_from(light / 3).unwrap_or(u8::MAX)
        };
        let mut image = PreparedImage::prepare_from_greyscale(width, pixels.height.into(), grey);
        let grids = image.detect_grids();
        match grids.as_slice() {
            [code] => Ok(code.decode().ok().map(|(_, text)| text)),
            _ => Ok(None),
        }
    }
}
