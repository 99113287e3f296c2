//! The page before Signet is open.

use std::time::Duration;

use serde_json::json;
use signet_contract::platform::NewService;

use crate::{device::Device, harness::Harness, parties::Service};

#[tokio::test]
async fn it_shows_who_asks_and_the_link_to_open_or_paste() {
    let harness = Harness::with(|config| {
        config.download_url = "https://signet.example/get".to_owned();
    })
    .await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "usr_8F21").await;
    let page = harness.get(&format!("/link/{}", link.token)).await;
    assert_eq!(page.status, 200);
    let html = page.body.as_str().unwrap();
    let app = format!(
        "signet://link?p=http%3A%2F%2F127.0.0.1%3A{}&amp;t={}",
        harness.server.address().port(),
        link.token
    );
    assert_eq!(html.matches(&app).count(), 2, "{html}");
    assert!(html.contains("Atlas Reader asks for access"), "{html}");
    assert!(html.contains("30 minutes"), "{html}");
    assert!(html.contains("https://signet.example/get"), "{html}");
    assert!(
        !html.contains("usr_8F21") && !html.contains("mara@lind"),
        "{html}"
    );
    assert!(!html.contains("{{"), "{html}");
    // Looking takes nothing.
    Device::new().redeem(&harness, &link.token).await;
}

#[tokio::test]
async fn its_countdown_never_ends_before_the_link() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    harness
        .clock()
        .advance(Duration::from_millis(1_800_000 - 1_500));
    let path = format!("/link/{}", link.token);
    let page = harness.get(&path).await;
    let html = page.body.as_str().unwrap();
    // A second and a half is left, less what the test took.
    let seconds = html.split("data-seconds=\"").nth(1).unwrap();
    let seconds: u64 = seconds.split('"').next().unwrap().parse().unwrap();
    harness.clock().advance(Duration::from_secs(seconds));
    let after = harness.get(&path).await;
    assert_eq!(after.status, 410, "asked again after {seconds} s");
}

#[tokio::test]
async fn it_loads_and_runs_nothing_but_itself() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let page = harness.get(&format!("/link/{}", link.token)).await;
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    let html = page.body.as_str().unwrap();
    for tag in ["style", "script"] {
        use base64ct::{Base64, Encoding};
        use sha2::{Digest, Sha256};
        let inside = html.split_once(&format!("<{tag}>")).unwrap().1;
        let inside = inside.split_once(&format!("</{tag}>")).unwrap().0;
        let hash = Base64::encode_string(&Sha256::digest(inside));
        assert!(
            policy.contains(&format!("{tag}-src 'sha256-{hash}'")),
            "{tag}: {policy}"
        );
    }
    for loading in ["src=", "@import", "url(", "http://", "onclick", "style="] {
        assert!(!html.contains(loading), "{loading}");
    }
}

#[tokio::test]
async fn what_a_service_says_is_text() {
    let harness = Harness::start().await;
    let hostile = |new: &mut NewService| {
        new.name = "<img src=x onerror=alert(1)>".parse().unwrap();
    };
    let service = Service::register_with(&harness, hostile).await;
    let link = service.link(&harness, "u").await;
    let page = harness.get(&format!("/link/{}", link.token)).await;
    let html = page.body.as_str().unwrap();
    assert!(
        html.contains("&lt;img src=x onerror=alert(1)&gt; asks"),
        "{html}"
    );
    assert!(!html.contains("<img"), "{html}");
}

#[tokio::test]
async fn a_link_that_is_over_says_so() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let (used, refused, late) = (
        service.link(&harness, "a").await,
        service.link(&harness, "b").await,
        service.link(&harness, "c").await,
    );
    Device::new().redeem(&harness, &used.token).await;
    let no = json!({"token": refused.token, "reason": "declined"});
    harness.post("/link-tokens/refuse", no).await.data();
    let see = async |token: &str| {
        let page = harness.get(&format!("/link/{token}")).await;
        (page.status.as_u16(), page.body.as_str().unwrap().to_owned())
    };
    let (status, html) = see(&used.token).await;
    assert!(
        status == 410 && html.contains("This link was used"),
        "{html}"
    );
    let (status, html) = see(&refused.token).await;
    assert!(status == 410 && html.contains("was refused"), "{html}");
    harness.clock().advance(Duration::from_secs(1800));
    let (status, html) = see(&late.token).await;
    assert!(status == 410 && html.contains("has ended"), "{html}");
    let (status, html) = see("nonsense<script>").await;
    assert!(status == 404 && html.contains("No such link"), "{html}");
    assert!(!html.contains("nonsense"), "{html}");
}
