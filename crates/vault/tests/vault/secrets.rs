//! Secret types cannot be copied, serialised or printed.

use secrecy::SecretBox;
use signet_contract::ids::KeyId;
use signet_vault::{
    Account, Card, DeviceKey, FreshKey, FutureToken, HomeSession, MasterKey, MintIntent, NewVault,
    NextKey, PendingLogin, SignIn, WrappingKey,
};

use crate::{
    bench::{NOW, Place, master},
    contents::{card, fill, secret, session},
};

/// Two ways to the same name, one of them only for what implements the trait: a type that does
/// makes the name ambiguous, which does not compile.
macro_rules! none_is {
    ($($trait:path)+ => $secrets:tt) => {
        $(const _: () = {
            trait Way<Which> {
                const TAKEN: () = ();
            }
            struct Implemented;
            impl<T: ?Sized> Way<()> for T {}
            impl<T: ?Sized + $trait> Way<Implemented> for T {}
            none_is!(each $secrets);
        };)+
    };
    (each { $($secret:ty)+ }) => {
        $(const _: () = <$secret as Way<_>>::TAKEN;)+
    };
}

none_is! {
    Clone serde::Serialize std::fmt::Display => {
        MasterKey WrappingKey NewVault NextKey Card Account SignIn<'static> FutureToken
        HomeSession PendingLogin MintIntent FreshKey DeviceKey
    }
}

#[tokio::test]
async fn printing_tells_nothing() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 65).await;
    let all = [
        format!("{:?}", master([65; 32])),
        format!("{:?}", WrappingKey::new(SecretBox::new(Box::new([65; 32])))),
        format!("{:?}", FutureToken::new(secret(&[65; 9]))),
        format!("{:?}", card(65)),
        format!("{:?}", session(65)),
        format!("{:?}", store.accounts().get(contents.account).await),
        format!("{:?}", store.proxy().get().await),
        format!("{:?}", store.home_sessions().of(contents.account).await),
        format!("{:?}", store.pending_logins().all().await),
        format!("{:?}", store.mint_intents().all().await),
        format!(
            "{:?}",
            store.platforms().device_key(contents.platform).await
        ),
        format!("{:?}", store.revocations().open().await),
        format!("{:?}", store.grants().get(contents.grant).await),
        format!(
            "{:?}",
            NextKey {
                id: KeyId::now(),
                key: master([65; 32]),
                copies: vec![]
            }
        ),
        format!("{:?} {store:?} {NOW:?}", place.folder),
    ];
    for text in all {
        for told in [
            "65, 65",
            "AAAA",
            "Mara",
            "4077",
            "My number",
            "word65",
            "maralind",
            "102, 102",
            "pending 65",
            "reason",
        ] {
            assert!(!text.contains(told), "{text} tells {told}");
        }
    }
}
