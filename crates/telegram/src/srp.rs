//! Proving a two-step password without telling it (SRP), with Telegram's parameters checked.

use grammers_crypto::two_factor_auth::calculate_2fa;
use grammers_tl_types as tl;
use num_bigint::BigUint;
use secrecy::{ExposeSecret, SecretString};
use tl::enums::{InputCheckPasswordSrp, PasswordKdfAlgo};
use zeroize::Zeroizing;

use crate::{Error, Link, Refusal, handshake::Group, random};

/// What `account.getPassword` answered.
pub(crate) use tl::types::account::Password as Parameters;

/// Asks for the parameters. They serve for one proof.
pub(crate) async fn parameters(link: &Link) -> Result<Parameters, Error> {
    let request = tl::functions::account::GetPassword {};
    let tl::enums::account::Password::Password(parameters) = link.read(&request).await?;
    Ok(parameters)
}

/// Signs in with the password. Parameters that ran out meanwhile are asked for again, once.
pub(crate) async fn sign_in(
    link: &Link,
    password: &SecretString,
) -> Result<tl::enums::auth::Authorization, Error> {
    let first = check(link, &parameters(link).await?, password).await;
    match first {
        Err(error) if error.refusal() == Some(&Refusal::SrpIdInvalid) => {
            check(link, &parameters(link).await?, password).await
        }
        other => other,
    }
}

/// Signs in with the password, by these parameters.
pub(crate) async fn check(
    link: &Link,
    parameters: &Parameters,
    password: &SecretString,
) -> Result<tl::enums::auth::Authorization, Error> {
    let password = proof(parameters, password).await?;
    let request = tl::functions::auth::CheckPassword { password };
    link.invoke(&request).await
}

/// A proof for these parameters. Takes a while, on a thread of its own. An algorithm nobody here
/// knows is an error, and so are parameters that would give the password away.
async fn proof(
    parameters: &Parameters,
    password: &SecretString,
) -> Result<InputCheckPasswordSrp, Error> {
    const UNKNOWN: Error = Error::Password("it is kept in a way this version does not know");
    let algorithm = match &parameters.current_algo {
        Some(PasswordKdfAlgo::Sha256Sha256Pbkdf2Hmacsha512iter100000Sha256ModPow(algorithm)) => {
            algorithm.clone()
        }
        Some(PasswordKdfAlgo::Unknown) => return Err(UNKNOWN),
        None => return Err(Error::Password("the account has none")),
    };
    let (Some(theirs), Some(srp_id)) = (parameters.srp_b.clone(), parameters.srp_id) else {
        return Err(Error::Password("its parameters are incomplete"));
    };
    let group = Group::checked(&algorithm.p, algorithm.g).await;
    let group = group.map_err(|_| Error::Password("its group is not safe"))?;
    if theirs.len() > 256 || !group.takes(&BigUint::from_bytes_be(&theirs)) {
        return Err(Error::Password("its public value is not safe"));
    }
    let secret = mixed(&parameters.secure_random)?;
    // Exposed to be hashed on the other thread, which wipes its copy.
    let password = Zeroizing::new(password.expose_secret().to_owned());
    let proven = tokio::task::spawn_blocking(move || {
        calculate_2fa(
            &algorithm.salt1,
            &algorithm.salt2,
            &algorithm.p,
            &algorithm.g,
            theirs,
            secret.to_vec(),
            password.as_bytes(),
        )
    });
    let (m1, a) = proven
        .await
        .map_err(|_| Error::Password("it cannot be computed"))?;
    Ok(InputCheckPasswordSrp::Srp(
        tl::types::InputCheckPasswordSrp {
            srp_id,
            a: a.to_vec(),
            m1: m1.to_vec(),
        },
    ))
}

/// Our own random exponent, with the server's mixed in: it can only add to it.
fn mixed(theirs: &[u8]) -> Result<Zeroizing<[u8; 256]>, Error> {
    let mut secret = random::secret::<256>()?;
    for (byte, other) in secret.iter_mut().zip(theirs) {
        *byte ^= other;
    }
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use tl::types::PasswordKdfAlgoSha256Sha256Pbkdf2Hmacsha512iter100000Sha256ModPow as Algorithm;

    use super::*;
    use crate::handshake::TELEGRAM;

    fn prime() -> Vec<u8> {
        let prime = BigUint::parse_bytes(TELEGRAM.as_bytes(), 16);
        prime.unwrap().to_bytes_be()
    }

    fn parameters() -> (Parameters, Algorithm) {
        let algorithm = Algorithm {
            salt1: vec![1; 40],
            salt2: vec![2; 16],
            g: 3,
            p: prime(),
        };
        let parameters = Parameters {
            has_recovery: false,
            has_secure_values: false,
            has_password: true,
            current_algo: Some(algorithm.clone().into()),
            srp_b: Some([&[0x40][..], &[7; 255]].concat()),
            srp_id: Some(11),
            hint: None,
            email_unconfirmed_pattern: None,
            new_algo: PasswordKdfAlgo::Unknown,
            new_secure_algo: tl::enums::SecurePasswordKdfAlgo::Unknown,
            secure_random: Vec::new(),
            pending_reset_date: None,
            login_email_pattern: None,
        };
        (parameters, algorithm)
    }

    async fn refused(change: impl FnOnce(&mut Parameters, Algorithm)) -> &'static str {
        let (mut parameters, algorithm) = parameters();
        change(&mut parameters, algorithm);
        match proof(&parameters, &"x".into()).await {
            Err(Error::Password(what)) => what,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn parameters_that_are_wrong_or_unknown_are_errors() {
        let group = "its group is not safe";
        for g in [i32::MIN, -1, 0, 1, 2, 5, 8, 256 + 3, i32::MAX] {
            let refused = refused(|all, a| all.current_algo = Some(Algorithm { g, ..a }.into()));
            assert_eq!(refused.await, group, "{g}");
        }
        for p in [
            vec![],
            vec![0; 256],
            vec![0xff; 256],
            prime()[..255].to_vec(),
        ] {
            let refused = refused(|all, a| all.current_algo = Some(Algorithm { p, ..a }.into()));
            assert_eq!(refused.await, group);
        }
        let public = "its public value is not safe";
        let ends = [
            vec![],
            vec![1],
            vec![0; 256],
            prime(),
            vec![0xff; 256],
            vec![1; 257],
        ];
        for srp_b in ends {
            assert_eq!(refused(|all, _| all.srp_b = Some(srp_b)).await, public);
        }
        let incomplete = "its parameters are incomplete";
        assert_eq!(refused(|all, _| all.srp_b = None).await, incomplete);
        assert_eq!(refused(|all, _| all.srp_id = None).await, incomplete);
        assert_eq!(
            refused(|all, _| all.current_algo = None).await,
            "the account has none"
        );
        assert_eq!(
            refused(|all, _| all.current_algo = Some(PasswordKdfAlgo::Unknown)).await,
            "it is kept in a way this version does not know"
        );
    }

    #[tokio::test]
    async fn the_exponent_is_our_own_whatever_the_server_adds() {
        let (mut parameters, _) = parameters();
        parameters.secure_random = vec![7; 256];
        let mut seen = Vec::new();
        for _ in 0..2 {
            let proof = proof(&parameters, &"x".into()).await.unwrap();
            let InputCheckPasswordSrp::Srp(proof) = proof else {
                panic!("empty");
            };
            assert_eq!((proof.srp_id, proof.a.len(), proof.m1.len()), (11, 256, 32));
            seen.push(proof.a);
        }
        assert_ne!(seen[0], seen[1]);
    }
}
