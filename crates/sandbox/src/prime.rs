//! The group that key exchange and passwords work in: Telegram's own 2048-bit safe prime.

use std::sync::LazyLock;

use num_bigint::BigUint;

use crate::random;

pub(crate) const GENERATOR: u8 = 3;

/// Telegram's `dh_prime`, a public constant that clients know by heart.
const HEX: &str = "c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f\
48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37\
20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64\
2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4\
a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754\
fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4\
e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f\
0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b";

static PRIME: LazyLock<BigUint> =
    LazyLock::new(|| BigUint::parse_bytes(HEX.as_bytes(), 16).unwrap_or_default());

pub(crate) fn prime() -> &'static BigUint {
    &PRIME
}

pub(crate) fn prime_bytes() -> Vec<u8> {
    PRIME.to_bytes_be()
}

/// A random exponent and the generator raised to it.
pub(crate) fn keypair() -> (BigUint, BigUint) {
    let secret = BigUint::from_bytes_be(&random::bytes::<256>());
    let public = raise(&secret);
    (secret, public)
}

pub(crate) fn raise(exponent: &BigUint) -> BigUint {
    BigUint::from(GENERATOR).modpow(exponent, &PRIME)
}

/// Both sides must check this of what the other sends.
pub(crate) fn is_safe(public: &BigUint) -> bool {
    let margin = BigUint::from(1u8) << (2048 - 64);
    *public >= margin && *public <= &*PRIME - &margin
}

pub(crate) fn padded(number: &BigUint) -> [u8; 256] {
    let bytes = number.to_bytes_be();
    let mut out = [0; 256];
    let start = out.len().saturating_sub(bytes.len());
    out[start..].copy_from_slice(&bytes[bytes.len().saturating_sub(256)..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_is_one_that_clients_accept() {
        assert!(grammers_crypto::two_factor_auth::check_p_and_g(
            &prime_bytes(),
            &i32::from(GENERATOR)
        ));
    }
}
