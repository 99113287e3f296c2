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
    let first = check(link, password).await;
    match first {
        Err(error) if error.refusal() == Some(&Refusal::SrpIdInvalid) => {
            check(link, password).await
        }
        other => other,
    }
}

async fn check(
    link: &Link,
    password: &SecretString,
) -> Result<tl::enums::auth::Authorization, Error> {
    let proof = proof(&parameters(link).await?, password).await?;
    let request = tl::functions::auth::CheckPassword { password: proof };
    link.invoke(&request).await
}

/// A proof for these parameters. Takes a while, on a thread of its own. An algorithm nobody here
/// knows is an error, and so are parameters that would give the password away.
pub(crate) async fn proof(
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
