//! A certificate chain and its key in PEM files, read strictly: nothing else may be in them.

use std::{fs::File, io::Read, os::unix::fs::PermissionsExt, path::Path};

use rustls::pki_types::{
    CertificateDer, PrivateKeyDer,
    pem::{PemObject, SectionKind},
};
use zeroize::Zeroizing;

use crate::{Error, folder::OTHERS};

/// Far more than any chain.
const MOST: u64 = 1024 * 1024;

const BEGIN: &[u8] = b"-----BEGIN ";

/// The chain, the platform's own certificate first.
pub(super) fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    let wrong = || Error::Certificate {
        path: path.to_owned(),
        problem: "this is not a chain of certificates in PEM",
    };
    let text = read(path, &open(path)?)?;
    let chain: Option<Vec<_>> = sections(&text)
        .ok_or_else(wrong)?
        .into_iter()
        .map(|(kind, der)| CertificateDer::from_pem(kind, der))
        .collect();
    chain.filter(|chain| !chain.is_empty()).ok_or_else(wrong)
}

/// The key. A file that others can read is refused: nobody knows who has.
pub(super) fn key(path: &Path) -> Result<PrivateKeyDer<'static>, Error> {
    let wrong = |problem| Error::KeyFile {
        path: path.to_owned(),
        problem,
    };
    let file = open(path)?;
    // Asked of the file that is open, not of whatever has its name by then.
    let mode = file.metadata().map_err(|source| Error::File {
        path: path.to_owned(),
        source,
    })?;
    if mode.permissions().mode() & OTHERS != 0 {
        return Err(wrong(
            "others could read this key; close it to them and think about who has",
        ));
    }
    let text = read(path, &file)?;
    let not_a_key = || wrong("this is not one unencrypted private key in PEM");
    let mut sections = sections(&text).ok_or_else(not_a_key)?;
    match (sections.pop(), sections.pop()) {
        (Some((kind, der)), None) => PrivateKeyDer::from_pem(kind, der).ok_or_else(not_a_key),
        _ => Err(not_a_key()),
    }
}

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|source| Error::File {
        path: path.to_owned(),
        source,
    })
}

fn read(path: &Path, file: &File) -> Result<Zeroizing<Vec<u8>>, Error> {
    // Not moved while it grows, so that no copy of a key is left behind.
    let mut text = Zeroizing::new(Vec::with_capacity(64 * 1024));
    match file.take(MOST).read_to_end(&mut text) {
        Ok(_) => Ok(text),
        Err(source) => Err(Error::File {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Every section; nothing if one is broken or of a kind that has no business here.
fn sections(text: &[u8]) -> Option<Vec<(SectionKind, Vec<u8>)>> {
    let sections: Vec<_> = <(SectionKind, Vec<u8>)>::pem_slice_iter(text)
        .collect::<Result<_, _>>()
        .ok()?;
    // Sections of unknown kinds are passed over by the reader.
    let begun = text
        .split(|byte| *byte == b'\n')
        .filter(|line| line.starts_with(BEGIN))
        .count();
    (begun == sections.len()).then_some(sections)
}
