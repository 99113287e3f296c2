//! Every table that holds secrets: what a rotation and an examination go through.

use super::desk::SealedTable;
use crate::{
    account, grant, home_session, keys, mint_intent, minted_session, outbox, pending_login,
    platform, proxy, revocation, service_card, trail,
};

pub(crate) const ALL: &[&SealedTable] = &[
    &trail::KEY,
    &keys::kits::TABLE,
    &account::TABLE,
    &account::PHOTO,
    &account::KNOWN_DEVICES,
    &account::FUTURE_TOKEN,
    &home_session::TABLE,
    &pending_login::TABLE,
    &proxy::TABLE,
    &grant::TABLE,
    &minted_session::TABLE,
    &mint_intent::TABLE,
    &platform::TABLE,
    &platform::DEVICE_KEY,
    &service_card::TABLE,
    &outbox::TABLE,
    &revocation::TABLE,
];
