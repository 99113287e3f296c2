//! A server's public RSA key, read from PEM, and the fingerprint that MTProto knows it by.

use base64ct::{Base64, Encoding};
use sha1::{Digest, Sha1};

use super::Problem;

const HEADER: &str = "-----BEGIN RSA PUBLIC KEY-----";
const FOOTER: &str = "-----END RSA PUBLIC KEY-----";

/// MTProto encrypts blocks of exactly this many bytes.
const MODULUS_BYTES: usize = 256;

/// A 2048-bit key takes 360 characters of base64 in six lines; more is something else.
const MAX_PEM: usize = 512;

/// A public key of a Telegram server: 2048 bits, odd modulus, odd exponent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerKey {
    modulus: [u8; MODULUS_BYTES],
    exponent: u32,
    fingerprint: i64,
}

impl ServerKey {
    pub(super) fn known(modulus: [u8; MODULUS_BYTES], exponent: u32) -> Self {
        Self {
            modulus,
            exponent,
            fingerprint: fingerprint(&modulus, exponent),
        }
    }

    /// Reads PKCS#1 in PEM (`BEGIN RSA PUBLIC KEY`), strictly: one key, DER, nothing around it.
    pub fn from_pem(pem: &str) -> Result<Self, Problem> {
        let der = unwrap_pem(pem)?;
        let (modulus, exponent) = public_key(&der)?;
        let modulus: [u8; MODULUS_BYTES] = modulus
            .try_into()
            .map_err(|_| Problem::Pem("the key must have 2048 bits"))?;
        if modulus[0] & 0x80 == 0 || modulus[MODULUS_BYTES - 1] & 1 == 0 {
            return Err(Problem::Pem("the key must be an odd number of 2048 bits"));
        }
        let exponent = exponent
            .iter()
            .try_fold(0u32, |all, byte| {
                Some(all.checked_mul(256)? | u32::from(*byte))
            })
            .filter(|exponent| *exponent >= 3 && exponent % 2 == 1)
            .ok_or(Problem::Pem("the exponent must be odd, from 3 to 32 bits"))?;
        Ok(Self::known(modulus, exponent))
    }

    /// The modulus, big-endian.
    pub fn modulus(&self) -> &[u8; MODULUS_BYTES] {
        &self.modulus
    }

    /// The public exponent.
    pub fn exponent(&self) -> u32 {
        self.exponent
    }

    /// What `resPQ` lists: the low 64 bits of SHA-1 over the TL form of modulus and exponent.
    pub fn fingerprint(&self) -> i64 {
        self.fingerprint
    }
}

fn unwrap_pem(pem: &str) -> Result<Vec<u8>, Problem> {
    if pem.len() > MAX_PEM {
        return Err(Problem::Pem("it is too long for one key"));
    }
    let body = pem
        .trim()
        .strip_prefix(HEADER)
        .and_then(|rest| rest.strip_suffix(FOOTER))
        .ok_or(Problem::Pem("it must begin and end as an RSA PUBLIC KEY"))?;
    let base64: String = body.lines().map(str::trim).collect();
    Base64::decode_vec(&base64).map_err(|_| Problem::Pem("its base64 is wrong"))
}

/// `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }`
fn public_key(der: &[u8]) -> Result<(&[u8], &[u8]), Problem> {
    const WRONG: Problem = Problem::Pem("its DER is wrong");
    let (content, after) = value(der, 0x30).ok_or(WRONG)?;
    let (modulus, rest) = positive(content).ok_or(WRONG)?;
    let (exponent, rest) = positive(rest).ok_or(WRONG)?;
    if rest.is_empty() && after.is_empty() {
        Ok((modulus, exponent))
    } else {
        Err(WRONG)
    }
}

/// A positive integer without its sign byte; only its shortest encoding.
fn positive(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (number, rest) = value(der, 0x02)?;
    match number {
        [0, next, ..] if next & 0x80 != 0 => Some((&number[1..], rest)),
        [first, ..] if (1..0x80).contains(first) => Some((number, rest)),
        _ => None,
    }
}

/// The content of one DER value with this tag, and what follows it.
fn value(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&found, rest) = der.split_first()?;
    let (length, rest) = match *rest {
        [short @ 0..=0x7f, ref rest @ ..] => (usize::from(short), rest),
        [0x81, long @ 0x80..=0xff, ref rest @ ..] => (usize::from(long), rest),
        [0x82, high @ 1..=0xff, low, ref rest @ ..] => {
            (usize::from(u16::from_be_bytes([high, low])), rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length).filter(|_| found == tag)
}

fn fingerprint(modulus: &[u8], exponent: u32) -> i64 {
    let exponent = exponent.to_be_bytes();
    let zeros = exponent.iter().take_while(|byte| **byte == 0).count();
    let mut hash = Sha1::new();
    for number in [modulus, &exponent[zeros..]] {
        let head = tl_length(number.len());
        let padding = (head.len() + number.len()).next_multiple_of(4) - head.len() - number.len();
        hash.update(&head);
        hash.update(number);
        hash.update(&[0; 3][..padding]);
    }
    let [.., a, b, c, d, e, f, g, h] = <[u8; 20]>::from(hash.finalize());
    i64::from_le_bytes([a, b, c, d, e, f, g, h])
}

/// How TL writes the length of a byte string.
fn tl_length(length: usize) -> Vec<u8> {
    match u8::try_from(length) {
        Ok(short @ 0..254) => vec![short],
        Ok(_) | Err(_) => {
            let [a, b, c, ..] = length.to_le_bytes();
            vec![254, a, b, c]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::known;

    /// Telegram's own test key, as its apps carry it.
    const PEM: &str = "-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAyMEdY1aR+sCR3ZSJrtztKTKqigvO/vBfqACJLZtS7QMgCGXJ6XIR
yy7mx66W0/sOFa7/1mAZtEoIokDP3ShoqF4fVNb6XeqgQfaUHd8wJpDWHcR2OFwv
plUUI1PLTktZ9uW2WE23b+ixNwJjJGwBDJPQEQFBE+vfmH0JP503wr5INS1poWg/
j25sIWeYPHYeOrFp/eXaqhISP6G+q2IeTaWTXpwZj4LzXq5YOpk4bYEQ6mvRq7D1
aHWfYmlEGepfaYR8Q0YqvvhYtMte3ITnuSJs171+GDqpdKcSwHnd6FudwGO4pcCO
j4WcDuXc2CTHgH8gFTNhp/Y8/SpDOhvn9QIDAQAB
-----END RSA PUBLIC KEY-----
";

    fn pem(der: &[u8]) -> String {
        format!("{HEADER}\n{}\n{FOOTER}\n", Base64::encode_string(der))
    }

    fn der() -> Vec<u8> {
        unwrap_pem(PEM).unwrap()
    }

    fn problem(pem: &str) -> Problem {
        ServerKey::from_pem(pem).unwrap_err()
    }

    #[test]
    fn a_pem_gives_the_known_key() {
        assert_eq!(ServerKey::from_pem(PEM), Ok(known::test_key()));
        assert_eq!(
            ServerKey::from_pem(&PEM.replace('\n', "\r\n")),
            Ok(known::test_key())
        );
        assert_eq!(ServerKey::from_pem(&pem(&der())), Ok(known::test_key()));
    }

    #[test]
    fn what_surrounds_the_base64_is_checked() {
        for wrong in [
            String::new(),
            PEM.replace("RSA PUBLIC", "PUBLIC"),
            PEM.replace("BEGIN RSA PUBLIC", "BEGIN RSA PRIVATE"),
            format!("a comment\n{PEM}"),
            PEM[..PEM.len() - 10].to_owned(),
            format!("{PEM}{PEM}"),
            PEM.replace("MIIB", "MI*B"),
            PEM.replace("AQAB\n", "AQAB=\n"),
        ] {
            assert!(matches!(problem(&wrong), Problem::Pem(_)), "{wrong}");
        }
    }

    #[test]
    fn only_the_one_der_form_is_read() {
        let good = der();
        for length in 0..good.len() {
            assert!(ServerKey::from_pem(&pem(&good[..length])).is_err());
        }
        let mut longer = good.clone();
        longer.push(0);
        assert_eq!(problem(&pem(&longer)), Problem::Pem("its DER is wrong"));
        let mut padded_exponent = good.clone();
        padded_exponent.splice(good.len() - 5.., [2, 4, 0, 1, 0, 1]);
        padded_exponent[3] += 1;
        assert!(ServerKey::from_pem(&pem(&padded_exponent)).is_err());
        let mut negative = good.clone();
        negative[8] = 0x80;
        assert!(ServerKey::from_pem(&pem(&negative)).is_err());
    }

    #[test]
    fn weak_and_odd_sizes_are_refused() {
        let good = der();
        let mut even = good.clone();
        even[264] ^= 1;
        let mut short = good.clone();
        short[9] &= 0x7f;
        let mut even_exponent = good.clone();
        *even_exponent.last_mut().unwrap() = 0;
        let mut one = good.clone();
        one.splice(good.len() - 5.., [2, 1, 1]);
        one[3] -= 2;
        let rsa_512 = {
            let mut der = vec![0x30, 0x48, 0x02, 0x41, 0x00];
            der.extend([0xff; 64]);
            der.extend([2, 3, 1, 0, 1]);
            der
        };
        for wrong in [even, short, even_exponent, one, rsa_512] {
            assert!(matches!(problem(&pem(&wrong)), Problem::Pem(_)));
        }
    }
}
