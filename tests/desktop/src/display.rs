//! A display of its own: Xvfb, and what a window manager would do on it.

use std::process::{Command, Stdio};

use x11rb::{
    CURRENT_TIME,
    connection::Connection,
    protocol::xproto::{
        AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt, EventMask, ImageFormat,
        InputFocus, MapState, Window,
    },
    rust_connection::RustConnection,
};

use crate::{
    Trouble,
    folders::Folders,
    group::{Group, first_line},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowSize {
    pub width: u16,
    pub height: u16,
}

/// A blank window has one colour or two; smooth text alone has more than this.
pub(crate) const CONTENT: usize = 12;

/// A picture, row by row.
pub(crate) struct Pixels {
    pub width: u16,
    pub height: u16,
    pub rgb: Vec<u8>,
}

pub(crate) struct Display {
    name: String,
    connection: RustConnection,
    root: Window,
}

impl Display {
    pub(crate) fn start(group: &mut Group, folders: &Folders) -> Result<Self, Trouble> {
        let server = group.start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", "1280x900x24"])
                .args(["-nolisten", "tcp", "-noreset"])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(folders.output("Xvfb")?),
        )?;
        let Some(output) = server.stdout.take() else {
            return Err(Trouble::Unexpected("Xvfb has no output".into()));
        };
        Self::connect(format!(":{}", first_line("Xvfb", output)?))
    }

    pub(crate) fn connect(name: String) -> Result<Self, Trouble> {
        let (connection, screen) = RustConnection::connect(Some(&name)).map_err(display)?;
        let root = match connection.setup().roots.get(screen) {
            Some(screen) => screen.root,
            None => return Err(Trouble::Display("it has no screen".into())),
        };
        Ok(Self {
            name,
            connection,
            root,
        })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The largest window there is. Without a window manager it stands on the root itself.
    pub(crate) fn window(&self) -> Result<Option<Window>, Trouble> {
        let children = self.connection.query_tree(self.root).map_err(display)?;
        let children = children.reply().map_err(display)?.children;
        let mut largest = None;
        for window in children {
            // A window may go while we look.
            let Ok(Ok(seen)) = self
                .connection
                .get_window_attributes(window)
                .map(|asked| asked.reply())
            else {
                continue;
            };
            let Ok(Ok(place)) = self
                .connection
                .get_geometry(window)
                .map(|asked| asked.reply())
            else {
                continue;
            };
            let area = u32::from(place.width) * u32::from(place.height);
            if seen.map_state == MapState::VIEWABLE && largest.is_none_or(|(_, other)| area > other)
            {
                largest = Some((window, area));
            }
        }
        Ok(largest.map(|(window, _)| window))
    }

    /// Gives the window the keyboard, without which the engine draws no focus.
    pub(crate) fn focus(&self) -> Result<(), Trouble> {
        let window = self.there()?;
        self.connection
            .set_input_focus(InputFocus::PARENT, window, CURRENT_TIME)
            .map_err(display)?;
        self.connection.flush().map_err(display)
    }

    pub(crate) fn resize(&self, size: WindowSize) -> Result<(), Trouble> {
        let window = self.there()?;
        let change = ConfigureWindowAux::new()
            .width(u32::from(size.width))
            .height(u32::from(size.height));
        self.connection
            .configure_window(window, &change)
            .map_err(display)?;
        self.connection.flush().map_err(display)
    }

    /// What a click on the window's own close button says.
    pub(crate) fn close(&self) -> Result<(), Trouble> {
        let window = self.there()?;
        let (protocols, delete) = (self.atom("WM_PROTOCOLS")?, self.atom("WM_DELETE_WINDOW")?);
        let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
        self.connection
            .send_event(false, window, EventMask::NO_EVENT, message)
            .map_err(display)?;
        self.connection.flush().map_err(display)
    }

    /// Everything that stands in the window.
    pub(crate) fn pixels(&self) -> Result<Pixels, Trouble> {
        let window = self.there()?;
        let asked = self.connection.get_geometry(window).map_err(display)?;
        let place = asked.reply().map_err(display)?;
        let asked = self.connection.get_image(
            ImageFormat::Z_PIXMAP,
            window,
            0,
            0,
            place.width,
            place.height,
            u32::MAX,
        );
        let image = asked.map_err(display)?.reply().map_err(display)?;
        // Xvfb keeps a pixel of 24 bits in four bytes, blue first.
        let rgb = image
            .data
            .chunks_exact(4)
            .flat_map(|pixel| [pixel[2], pixel[1], pixel[0]])
            .collect();
        Ok(Pixels {
            width: place.width,
            height: place.height,
            rgb,
        })
    }

    /// How many colours stand in the window, up to a few more than [`CONTENT`]. Every eighth row
    /// is looked at: quick enough to be asked all the time.
    pub(crate) fn colours(&self) -> Result<usize, Trouble> {
        let Some(window) = self.window()? else {
            return Ok(0);
        };
        let Ok(Ok(place)) = self
            .connection
            .get_geometry(window)
            .map(|asked| asked.reply())
        else {
            return Ok(0);
        };
        let asked: Vec<_> = (0..place.height)
            .step_by(8)
            .filter_map(|row| {
                let (row, all) = (i16::try_from(row).ok()?, u32::MAX);
                self.connection
                    .get_image(ImageFormat::Z_PIXMAP, window, 0, row, place.width, 1, all)
                    .ok()
            })
            .collect();
        let mut seen: Vec<Vec<u8>> = Vec::new();
        for row in asked {
            // The window may go while we look.
            let Ok(row) = row.reply() else {
                continue;
            };
            for pixel in row.data.chunks_exact(4) {
                if seen.len() <= CONTENT && !seen.iter().any(|other| other == pixel) {
                    seen.push(pixel.to_vec());
                }
            }
        }
        Ok(seen.len())
    }

    pub(crate) fn title(&self) -> Result<String, Trouble> {
        let asked = self.connection.get_property(
            false,
            self.there()?,
            AtomEnum::WM_NAME,
            AtomEnum::ANY,
            0,
            64,
        );
        let reply = asked.map_err(display)?.reply().map_err(display)?;
        Ok(String::from_utf8_lossy(&reply.value).into_owned())
    }

    fn there(&self) -> Result<Window, Trouble> {
        self.window()?
            .ok_or_else(|| Trouble::Display("there is no window on it".into()))
    }

    fn atom(&self, name: &str) -> Result<u32, Trouble> {
        let asked = self.connection.intern_atom(false, name.as_bytes());
        Ok(asked.map_err(display)?.reply().map_err(display)?.atom)
    }
}

fn display(error: impl std::fmt::Display) -> Trouble {
    Trouble::Display(error.to_string())
}
