//! Pictures of the window.

use std::{fs, path::Path, thread};

use crate::{Desktop, Trouble, desktop::PIXELS, display::Pixels, trouble::sure};

/// What turns for ever, or for as long as a countdown, is not waited for.
const SETTLE: &str = "const [tell] = arguments;
    const soon = document.getAnimations()
      .filter((one) => one.effect.getComputedTiming().endTime <= 1000)
      .map((one) => one.finished);
    Promise.allSettled(soon).then(() =>
      requestAnimationFrame(() => requestAnimationFrame(() => tell(null))));";

impl Desktop {
    /// Waits until what moves has come to rest and what the page shows now has been drawn. The
    /// engine answers questions about a change before its pixels are there.
    #[track_caller]
    pub fn settle(&self) {
        self.script_with_callback(SETTLE, &[]);
    }

    /// Writes a PNG of the window as it is now.
    #[track_caller]
    pub fn keep_picture(&self, path: &Path) {
        self.settle();
        sure(self.picture().and_then(|picture| {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(Trouble::io("making a folder for pictures"))?;
            }
            fs::write(path, picture).map_err(Trouble::io(format!("writing {}", path.display())))
        }));
    }

    /// The pixels that stand on the display. The driver's own pictures never come when the engine
    /// has no reason to draw another frame.
    pub(crate) fn picture(&self) -> Result<Vec<u8>, Trouble> {
        thread::sleep(PIXELS);
        let pixels = self.display.pixels()?;
        encoded(&pixels).map_err(|error| Trouble::Unexpected(format!("writing a PNG: {error}")))
    }

    pub(crate) fn source(&self) -> Result<String, Trouble> {
        self.ask(async |client| client.source().await)
    }
}

fn encoded(pixels: &Pixels) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let (width, height) = (pixels.width.into(), pixels.height.into());
    let mut picture = png::Encoder::new(&mut file, width, height);
    picture.set_color(png::ColorType::Rgb);
    let mut picture = picture.write_header()?;
    picture.write_image_data(&pixels.rgb)?;
    picture.finish()?;
    Ok(file)
}
