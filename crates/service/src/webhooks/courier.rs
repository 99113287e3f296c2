//! Carries one message to one webhook: one connection, no redirects, bounded in time.

use std::{error::Error as _, sync::Arc, time::Duration};

use reqwest::{
    Client, StatusCode,
    header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER},
    redirect,
};
use signet_contract::platform::Moment;

use super::{
    destination::{Destination, Reach},
    resolver::{CheckedResolver, Lookup, NotPublic},
    signature::{ID_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, WebhookSecret},
};

/// Until connected.
const CONNECT: Duration = Duration::from_secs(5);

/// Until the receiver has answered, whatever it does in between.
pub const WHOLE: Duration = Duration::from_secs(15);

/// What is carried.
pub struct Parcel<'a> {
    /// Stays the same for every attempt, so that a receiver can tell a repetition.
    pub id: &'a str,
    pub url: &'a str,
    pub body: Vec<u8>,
    /// Each of them signs: after a change the one before does too, for a while.
    pub secrets: &'a [WebhookSecret],
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// Any 2xx.
    Taken,
    /// 410: the receiver wants nothing more, ever.
    Gone,
    /// Any other status. A redirect is one: it could lead anywhere.
    Refused {
        status: u16,
        retry_after: Option<Duration>,
    },
    /// The URL or what its name resolves to is not allowed.
    NotAllowed,
    /// No connection, no TLS or no answer.
    Unreachable,
    TimedOut,
}

/// Sends messages, each over a connection of its own.
pub struct Courier {
    client: Client,
    reach: Reach,
}

impl Courier {
    pub fn new(reach: Reach, lookup: Lookup, whole: Duration) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .dns_resolver(Arc::new(CheckedResolver::new(reach, lookup)))
            .redirect(redirect::Policy::none())
            // A proxy would resolve names itself, unchecked.
            .no_proxy()
            .https_only(reach == Reach::Public)
            .http1_only()
            // No connection outlives the check of its address.
            .pool_max_idle_per_host(0)
            .connect_timeout(CONNECT.min(whole))
            .timeout(whole)
            .referer(false)
            .user_agent(concat!("signetd/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, reach })
    }

    /// The receiver's body is never read: nothing in it matters, and it could be endless.
    pub async fn carry(&self, parcel: Parcel<'_>, now: Moment) -> Carried {
        let Ok(destination) = Destination::parse(parcel.url, self.reach) else {
            return Carried::NotAllowed;
        };
        let sign = |secret: &WebhookSecret| secret.sign(parcel.id, now, &parcel.body);
        let signatures: Vec<_> = parcel.secrets.iter().map(sign).collect();
        let sent = self
            .client
            .post(destination.url().clone())
            .header(CONTENT_TYPE, "application/json")
            .header(ID_HEADER, parcel.id)
            .header(TIMESTAMP_HEADER, now.unix_seconds().to_string())
            .header(SIGNATURE_HEADER, signatures.join(" "))
            .body(parcel.body)
            .send()
            .await;
        match sent {
            Ok(answer) if answer.status().is_success() => Carried::Taken,
            Ok(answer) if answer.status() == StatusCode::GONE => Carried::Gone,
            Ok(answer) => Carried::Refused {
                status: answer.status().as_u16(),
                retry_after: retry_after(answer.headers()),
            },
            Err(error) if is_not_public(&error) => Carried::NotAllowed,
            Err(error) if error.is_timeout() => Carried::TimedOut,
            Err(_) => Carried::Unreachable,
        }
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    text.parse().ok().map(Duration::from_secs)
}

fn is_not_public(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.is::<NotPublic>() {
            return true;
        }
        cause = inner.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use std::{
        net::SocketAddr,
        sync::atomic::{AtomicU32, Ordering},
    };

    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::{super::resolver, *};

    /// A receiver that answers every connection with these bytes and counts them.
    async fn receiver(answer: &'static str) -> (SocketAddr, Arc<AtomicU32>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(answer.as_bytes()).await;
                if answer.is_empty() {
                    tokio::time::sleep(Duration::from_secs(60)).await;
                }
            }
        });
        (address, heard)
    }

    fn courier(reach: Reach) -> Courier {
        Courier::new(reach, resolver::system(), Duration::from_millis(500)).unwrap()
    }

    async fn carry(courier: &Courier, url: &str) -> Carried {
        let secret = WebhookSecret::random().unwrap();
        let parcel = Parcel {
            id: "msg_1",
            url,
            body: b"{}".to_vec(),
            secrets: &[secret],
        };
        courier.carry(parcel, Moment::from_unix_millis(1_000)).await
    }

    #[tokio::test]
    async fn the_answer_decides_what_became_of_it() {
        for (answer, expected) in [
            ("HTTP/1.1 204 No Content\r\n\r\n", Carried::Taken),
            (
                "HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n",
                Carried::Gone,
            ),
            (
                "HTTP/1.1 503 Busy\r\nretry-after: 120\r\ncontent-length: 0\r\n\r\n",
                Carried::Refused {
                    status: 503,
                    retry_after: Some(Duration::from_secs(120)),
                },
            ),
            ("nonsense\r\n\r\n", Carried::Unreachable),
            ("", Carried::TimedOut),
        ] {
            let (address, _) = receiver(answer).await;
            let url = format!("http://{address}/");
            assert_eq!(
                carry(&courier(Reach::Anywhere), &url).await,
                expected,
                "{answer:?}"
            );
        }
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed() {
        let (target, heard) = receiver("HTTP/1.1 204 No Content\r\n\r\n").await;
        let answer = format!("HTTP/1.1 307 Over there\r\nlocation: http://{target}/\r\n\r\n");
        let (address, _) = receiver(answer.leak()).await;
        let carried = carry(&courier(Reach::Anywhere), &format!("http://{address}/")).await;
        assert!(matches!(carried, Carried::Refused { status: 307, .. }));
        assert_eq!(heard.load(Ordering::SeqCst), 0);
    }

    #[tokio::test]
    async fn a_name_of_a_neighbour_is_not_connected_to() {
        let (address, heard) = receiver("HTTP/1.1 204 No Content\r\n\r\n").await;
        let url = format!("https://localhost:{}/", address.port());
        assert_eq!(
            carry(&courier(Reach::Public), &url).await,
            Carried::NotAllowed
        );
        let url = format!("https://{address}/");
        assert_eq!(
            carry(&courier(Reach::Public), &url).await,
            Carried::NotAllowed
        );
        assert_eq!(heard.load(Ordering::SeqCst), 0);
    }

    /// A name that changes between two lookups gets nowhere, because there is only one.
    #[tokio::test]
    async fn the_address_that_was_checked_is_the_one_connected_to() {
        let (address, heard) = receiver("HTTP/1.1 204 No Content\r\n\r\n").await;
        let lookups = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&lookups);
        let lookup: Lookup = Arc::new(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
            Box::pin(async { Ok(vec!["127.0.0.1:0".parse().unwrap()]) })
        });
        let courier = Courier::new(Reach::Anywhere, lookup, WHOLE).unwrap();
        let url = format!("http://rebinding.example:{}/", address.port());
        assert_eq!(carry(&courier, &url).await, Carried::Taken);
        assert_eq!(carry(&courier, &url).await, Carried::Taken);
        assert_eq!(lookups.load(Ordering::SeqCst), 2);
        assert_eq!(heard.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn one_neighbour_among_public_addresses_spoils_them_all() {
        let lookup: Lookup = Arc::new(|_| {
            Box::pin(async {
                Ok(vec![
                    "8.8.8.8:0".parse().unwrap(),
                    "10.0.0.1:0".parse().unwrap(),
                ])
            })
        });
        let courier = Courier::new(Reach::Public, lookup, WHOLE).unwrap();
        let carried = carry(&courier, "https://mixed.example/").await;
        assert_eq!(carried, Carried::NotAllowed);
    }
}
