//! The group that keys and passwords are made in: a safe prime of 2048 bits and a generator.

use std::sync::{LazyLock, Mutex};

use grammers_crypto::two_factor_auth::check_p_and_g;
use num_bigint::BigUint;

use crate::Error;

pub(crate) const BYTES: usize = 256;

/// Primes that were found safe are remembered, so many at most.
const REMEMBERED: usize = 8;

/// The prime that Telegram has used since it began.
pub(crate) const TELEGRAM: &str = "\
    c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f\
    48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37\
    20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64\
    2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4\
    a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754\
    fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4\
    e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f\
    0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b";

static SAFE: LazyLock<Mutex<Vec<BigUint>>> = LazyLock::new(|| {
    Mutex::new(
        BigUint::parse_bytes(TELEGRAM.as_bytes(), 16)
            .into_iter()
            .collect(),
    )
});

/// A prime and a generator that have been checked.
#[derive(Clone)]
pub(crate) struct Group {
    prime: BigUint,
    generator: u8,
}

impl Group {
    /// Checks a server's choice. A prime not seen before takes a while, on a thread of its own.
    pub(crate) async fn checked(prime: &[u8], generator: i32) -> Result<Self, Error> {
        let number = BigUint::from_bytes_be(prime);
        if prime.len() != BYTES || number.bits() != 2048 {
            return Err(Error::Handshake("a prime that has not 2048 bits"));
        }
        let generator = u8::try_from(generator)
            .ok()
            .filter(|generator| generates(*generator, &number))
            .ok_or(Error::Handshake("a generator of another group"))?;
        let group = Self {
            prime: number,
            generator,
        };
        if !remembered(&group.prime) {
            let bytes = prime.to_vec();
            let safe =
                tokio::task::spawn_blocking(move || check_p_and_g(&bytes, &i32::from(generator)));
            if !safe.await.unwrap_or(false) {
                return Err(Error::Handshake("a prime that is not safe"));
            }
            remember(&group.prime);
        }
        Ok(group)
    }

    pub(crate) fn prime(&self) -> &BigUint {
        &self.prime
    }

    pub(crate) fn raise(&self, exponent: &[u8]) -> BigUint {
        BigUint::from(self.generator).modpow(&BigUint::from_bytes_be(exponent), &self.prime)
    }

    /// Whether a public value is far enough from both ends that it gives nothing away.
    pub(crate) fn takes(&self, public: &BigUint) -> bool {
        let margin = BigUint::from(1u8) << (2048 - 64);
        *public > margin && *public < &self.prime - &margin
    }
}

/// Whether it generates the subgroup of the squares, of prime order: told by the prime's remainder.
fn generates(generator: u8, prime: &BigUint) -> bool {
    let rest = |by: u8| {
        let rest = prime % by;
        rest.iter_u32_digits().next().unwrap_or_default()
    };
    match generator {
        2 => rest(8) == 7,
        3 => rest(3) == 2,
        4 => true,
        5 => matches!(rest(5), 1 | 4),
        6 => matches!(rest(24), 19 | 23),
        7 => matches!(rest(7), 3 | 5 | 6),
        _ => false,
    }
}

fn remembered(prime: &BigUint) -> bool {
    SAFE.lock().is_ok_and(|safe| safe.contains(prime))
}

fn remember(prime: &BigUint) {
    if let Ok(mut safe) = SAFE.lock() {
        // The first is Telegram's own and stays.
        if safe.len() == REMEMBERED {
            safe.remove(1);
        }
        safe.push(prime.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn telegram() -> Vec<u8> {
        BigUint::parse_bytes(TELEGRAM.as_bytes(), 16)
            .unwrap()
            .to_bytes_be()
    }

    async fn refused(prime: &[u8], generator: i32) -> bool {
        Group::checked(prime, generator).await.is_err()
    }

    #[tokio::test]
    async fn the_known_prime_is_taken_with_its_generators() {
        for generator in -2..300 {
            let taken = !refused(&telegram(), generator).await;
            assert_eq!(taken, [3, 4, 7].contains(&generator), "{generator}");
        }
    }

    #[tokio::test]
    async fn other_primes_are_checked() {
        let mut other = telegram();
        other[200] ^= 4;
        assert!(refused(&other, 4).await);
        assert!(refused(&telegram()[1..], 3).await);
        assert!(refused(&[&[0], &telegram()[..]].concat(), 3).await);
        assert!(refused(&[0; 256], 4).await);
        let mut short = telegram();
        short[0] = 0x40;
        assert!(refused(&short, 4).await);
    }

    /// The 2048-bit group of RFC 3526, whose generator is 2.
    #[tokio::test]
    async fn another_safe_prime_is_found_safe_and_remembered() {
        let hex = "\
            ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74\
            020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437\
            4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed\
            ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05\
            98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb\
            9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b\
            e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718\
            3995497cea956ae515d2261898fa051015728e5a8aacaa68ffffffffffffffff";
        let prime = BigUint::parse_bytes(hex.as_bytes(), 16).unwrap();
        assert!(!remembered(&prime));
        assert!(!refused(&prime.to_bytes_be(), 2).await);
        assert!(remembered(&prime));
        assert!(refused(&prime.to_bytes_be(), 8).await);
    }

    #[tokio::test]
    async fn public_values_near_the_ends_are_refused() {
        let group = Group::checked(&telegram(), 3).await.unwrap();
        let margin: BigUint = BigUint::from(1u8) << 1984;
        let one = BigUint::from(1u8);
        assert!(group.takes(&(&margin + &one)));
        assert!(group.takes(&(group.prime() - &margin - &one)));
        for wrong in [
            BigUint::ZERO,
            one.clone(),
            margin.clone(),
            group.prime() - &margin,
            group.prime() - &one,
            group.prime().clone(),
            group.prime() + &one,
        ] {
            assert!(!group.takes(&wrong), "{wrong}");
        }
    }
}
