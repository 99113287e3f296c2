//! Random bytes of the system: the only source of secrets here.

use zeroize::Zeroizing;

use crate::Error;

/// Fresh random bytes, wiped when dropped.
pub(crate) fn secret<const N: usize>() -> Result<Zeroizing<[u8; N]>, Error> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| Error::NoRandom)?;
    Ok(bytes)
}

/// Fresh random bytes that nobody needs to hide.
pub(crate) fn public<const N: usize>() -> Result<[u8; N], Error> {
    secret().map(|bytes| *bytes)
}
