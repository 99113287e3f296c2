//! Randomness from the operating system.

/// Panics when the system has none: nothing here could go on without it.
pub(crate) fn fill(buffer: &mut [u8]) {
    if let Err(error) = getrandom::fill(buffer) {
        panic!("the operating system gives no randomness: {error}");
    }
}

pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut buffer = [0; N];
    fill(&mut buffer);
    buffer
}

/// Positive and never 0, which TL uses for "none" in many places.
pub(crate) fn id() -> i64 {
    (i64::from_le_bytes(bytes()) & i64::MAX).max(1)
}

pub(crate) fn hex<const N: usize>() -> String {
    grammers_crypto::hex::to_hex(&bytes::<N>())
}

/// Six decimal digits, as e-mails carry them.
pub(crate) fn long_code() -> String {
    format!("{:06}", u32::from_le_bytes(bytes()) % 1_000_000)
}

/// Five decimal digits.
pub(crate) fn code() -> String {
    format!("{:05}", u32::from_le_bytes(bytes()) % 100_000)
}
