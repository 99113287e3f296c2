//! Finds secrets that were planted, in whatever form they come out.
//!
//! **Purpose.** A test plants values that occur nowhere else as key, code, password, token or
//! number, lets the program work, and then looks for them in everything that came out: files,
//! logs, messages, memory. A secret that leaks seldom leaks as it is, so each [`Marker`] is looked
//! for raw, as hexadecimal digits, in base64 at each of its three offsets, as UTF-16, as a list
//! of numbers, escaped and reversed.
//!
//! **Invariants.** A sighting never shows what was found, only which marker, in which form, and
//! where. A marker is long enough not to be found by chance.
//!
//! **Not here.** What was compressed, encrypted or cut into pieces is not found; every test first
//! shows that its sink would have caught a marker ([`Markers::blind`]).

mod form;
mod memory;

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use memchr::memmem::Finder;

pub use form::Form;
pub use memory::Memory;

/// Shorter ones would be found by chance.
pub const SHORTEST: usize = 8;

/// One planted secret.
pub struct Marker {
    name: &'static str,
    forms: Vec<(Form, Finder<'static>)>,
}

impl Marker {
    /// A marker that is a text, or bytes. Panics if it is too short to mean anything.
    pub fn new(name: &'static str, secret: impl AsRef<[u8]>) -> Self {
        let secret = secret.as_ref();
        assert!(secret.len() >= SHORTEST, "{name} would be found by chance");
        let forms = form::all(secret)
            .into_iter()
            .map(|(form, bytes)| (form, Finder::new(&bytes).into_owned()))
            .collect();
        Self { name, forms }
    }

    /// What would be found, and as what.
    pub fn forms(&self) -> impl Iterator<Item = (Form, &[u8])> {
        self.forms
            .iter()
            .map(|(form, finder)| (*form, finder.needle()))
    }
}

/// All that was planted.
#[derive(Default)]
pub struct Markers(Vec<Marker>);

impl Markers {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One more.
    #[must_use]
    pub fn and(mut self, name: &'static str, secret: impl AsRef<[u8]>) -> Self {
        self.0.push(Marker::new(name, secret));
        self
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Marker> {
        self.0.iter()
    }

    /// Every marker in this, in each form that it has there.
    pub fn in_bytes(&self, place: &str, bytes: &[u8]) -> Vec<Sighting> {
        let mut found = Vec::new();
        for marker in &self.0 {
            for (form, finder) in &marker.forms {
                if let Some(at) = finder.find(bytes) {
                    found.push(Sighting {
                        marker: marker.name,
                        form: *form,
                        place: place.to_owned(),
                        at: at as u64,
                    });
                }
            }
        }
        found
    }

    /// Every marker in a file, or in all files of a folder and the folders in it, and in their
    /// names.
    pub fn in_files(&self, path: &Path) -> io::Result<Vec<Sighting>> {
        let mut found = Vec::new();
        for file in files(path)? {
            let place = file.display().to_string();
            found.extend(self.in_bytes(&format!("the name {place}"), place.as_bytes()));
            found.extend(self.in_bytes(&place, &fs::read(&file)?));
        }
        Ok(found)
    }

    /// The forms in which a sink would *not* catch a marker. `sink` is given what to plant, and
    /// returns what can be looked through then.
    pub fn blind(&self, mut sink: impl FnMut(&[u8]) -> Vec<u8>) -> Vec<Sighting> {
        let mut blind = Vec::new();
        for marker in &self.0 {
            for (form, planted) in marker.forms() {
                let seen = self.in_bytes("", &sink(planted));
                let caught =
                    |sighting: &Sighting| sighting.marker == marker.name && sighting.form == form;
                if !seen.iter().any(caught) {
                    blind.push(Sighting {
                        marker: marker.name,
                        form,
                        place: "not seen".to_owned(),
                        at: 0,
                    });
                }
            }
        }
        blind
    }
}

/// Where a marker was found; never what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// Which.
    pub marker: &'static str,
    /// As what.
    pub form: Form,
    /// In which file, message or region.
    pub place: String,
    /// At which byte of it.
    pub at: u64,
}

impl fmt::Display for Sighting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            marker,
            form,
            place,
            at,
        } = self;
        write!(f, "{marker} as {form:?} in {place} at {at}")
    }
}

fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut all = Vec::new();
    for entry in fs::read_dir(path)? {
        all.extend(files(&entry?.path())?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "Grüße-0042-wombat";

    fn markers() -> Markers {
        Markers::new()
            .and("a name", SECRET)
            .and("a key", [0xd5, 7, 0, 250, 19, 88, 4, 66, 129, 240])
    }

    #[test]
    fn each_marker_is_found_in_each_form_with_its_place() {
        let markers = markers();
        for marker in markers.iter() {
            for (form, planted) in marker.forms() {
                let text = [b"before ", planted, b" after"].concat();
                let found = markers.in_bytes("here", &text);
                let first = found.iter().find(|sighting| sighting.form == form);
                let first = first.unwrap_or_else(|| panic!("{} {form:?}", marker.name));
                assert_eq!((first.marker, first.at), (marker.name, 7));
            }
        }
        assert_eq!(markers.in_bytes("here", b"nothing of that kind"), []);
    }

    #[test]
    fn a_sighting_does_not_repeat_the_secret() {
        let found = markers().in_bytes("here", SECRET.as_bytes());
        let said = format!("{found:?} {}", found[0]);
        assert!(!said.contains("wombat"), "{said}");
    }

    #[test]
    fn a_sink_that_swallows_is_found_out() {
        let markers = markers();
        assert_eq!(markers.blind(<[u8]>::to_vec), []);
        let forms: usize = markers.iter().map(|marker| marker.forms().count()).sum();
        assert_eq!(markers.blind(|_| Vec::new()).len(), forms);
        let deaf = markers.blind(|planted| planted.to_ascii_lowercase());
        assert!(deaf.iter().any(|sighting| sighting.form == Form::UpperHex));
    }

    #[test]
    fn files_and_their_names_are_looked_through() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("a folder in it");
        fs::create_dir(&inside).unwrap();
        fs::write(inside.join("file"), SECRET).unwrap();
        fs::write(inside.join(format!("{SECRET}.png")), "").unwrap();
        let found = markers().in_files(folder.path()).unwrap();
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    #[should_panic(expected = "would be found by chance")]
    fn a_marker_that_is_too_short_is_refused() {
        let _short = Marker::new("a code", "12345");
    }
}
