//! Transports, and making a key over them.

use grammers_mtproto::mtp::Plain;
use grammers_mtproto::transport::{Abridged, Full, Intermediate, Obfuscated};
use grammers_mtsender::{Sender, ServerAddr};
use grammers_tl_types as tl;
use signet_sandbox::{Fault, Rule};

use crate::client::{Client, Exchange, address, exchange, no_violations, start};

#[tokio::test]
async fn every_transport_of_grammers_makes_a_key_and_reads_the_configuration() {
    let sandbox = start(vec![]);
    Client::over(Abridged::new, &sandbox, 1).await;
    Client::over(Intermediate::new, &sandbox, 2).await;
    Client::over(Full::new, &sandbox, 3).await;
    Client::over(|| Obfuscated::new(Abridged::new()), &sandbox, 2).await;
    Client::over(|| Obfuscated::new(Intermediate::new()), &sandbox, 2).await;
    no_violations(&sandbox);
}

#[tokio::test]
async fn the_configuration_names_every_dc_where_it_listens() {
    let sandbox = start(vec![]);
    let mut client = Client::connect(&sandbox, 3).await;
    let tl::enums::Config::Config(config) = client.introduce("Test").await.unwrap();
    assert_eq!(config.this_dc, 3);
    let told: Vec<_> = config
        .dc_options
        .into_iter()
        .map(|option| {
            let tl::enums::DcOption::Option(option) = option;
            let address = format!("{}:{}", option.ip_address, option.port);
            (u8::try_from(option.id).unwrap(), address.parse().unwrap())
        })
        .collect();
    assert_eq!(told, sandbox.dcs());
}

#[tokio::test]
async fn a_key_that_must_be_made_again_is_made_with_the_hash_of_the_first() {
    let sandbox = start(vec![]);
    let again = Fault::Error {
        code: 0,
        message: "DH_GEN_RETRY".to_owned(),
    };
    sandbox.script("set_client_DH_params", 2, again);
    exchange(Abridged::new(), &sandbox, 2, 3).await;
    no_violations(&sandbox);
}

#[tokio::test]
async fn a_public_value_out_of_range_fails_the_exchange() {
    let sandbox = start(vec![]);
    let address = ServerAddr::Tcp {
        address: address(&sandbox, 2),
    };
    let mut plain = Sender::connect(Abridged::new(), Plain::new(), address)
        .await
        .unwrap();
    let mut exchange = Exchange::begin(&mut plain, &sandbox, 2).await;
    exchange.g_b = Some(vec![2]);
    let answer = exchange.propose(&mut plain).await;
    assert!(matches!(
        answer,
        tl::enums::SetClientDhParamsAnswer::DhGenFail(_)
    ));
}

#[tokio::test]
async fn a_wrong_retry_id_is_refused_and_counted() {
    let sandbox = start(vec![]);
    let address = ServerAddr::Tcp {
        address: address(&sandbox, 2),
    };
    let mut plain = Sender::connect(Abridged::new(), Plain::new(), address)
        .await
        .unwrap();
    let mut exchange = Exchange::begin(&mut plain, &sandbox, 2).await;
    exchange.retry_id = 7;
    let refused = tokio::spawn(async move { exchange.propose(&mut plain).await }).await;
    assert!(refused.is_err());
    assert_eq!(sandbox.violations()[0].rule, Rule::Handshake);
}
