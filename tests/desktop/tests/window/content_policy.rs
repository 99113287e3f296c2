//! What the page may load and run: its own files, and nothing else.

use std::{io::ErrorKind, net::TcpListener, thread, time::Duration};

use serde_json::Value;
use signet_test_desktop::{Desktop, Options, run};

const WATCH: &str = "window.__refused = [];
    document.addEventListener('securitypolicyviolation',
      (event) => window.__refused.push([event.effectiveDirective, event.blockedURI]));";

#[test]
fn a_request_to_elsewhere_never_leaves_the_page() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    run(Options::default(), |desktop| {
        desktop.script(WATCH, &[]);
        desktop.script(
            "const [address] = arguments;
             fetch(`http://${address}/fetched`).catch(() => {});
             try { new WebSocket(`ws://${address}/`) } catch {}
             navigator.sendBeacon?.(`http://${address}/beacon`);
             new Image().src = `http://${address}/image.png`;
             for (const [tag, name] of [['script', 'src'], ['iframe', 'src'], ['link', 'href']]) {
               const element = document.createElement(tag);
               element.rel = 'stylesheet';
               element[name] = `http://${address}/${tag}`;
               document.head.append(element);
             }",
            &[address.clone().into()],
        );
        for directive in [
            "connect-src",
            "img-src",
            "script-src-elem",
            "style-src-elem",
            "frame-src",
        ] {
            wait_for_refusal(desktop, directive);
        }
        thread::sleep(Duration::from_millis(500));
        let arrived = listener.accept().map(|(_, from)| from);
        assert_eq!(arrived.unwrap_err().kind(), ErrorKind::WouldBlock);
    });
}

#[test]
fn a_script_in_the_markup_does_not_run() {
    run(Options::default(), |desktop| {
        desktop.script(WATCH, &[]);
        desktop.script(
            "const script = document.createElement('script');
             script.textContent = 'window.__ran = true';
             document.body.append(script);
             const button = document.createElement('button');
             button.setAttribute('onclick', 'window.__ran = true');
             document.body.append(button);
             button.click();",
            &[],
        );
        wait_for_refusal(desktop, "script-src-elem");
        wait_for_refusal(desktop, "script-src-attr");
        assert_eq!(
            desktop.script("return window.__ran === undefined", &[]),
            true
        );
    });
}

#[test]
fn text_is_never_made_into_code() {
    run(Options::default(), |desktop| {
        let tried = desktop.script_with_callback(
            "const [tell] = arguments;
             const script = document.createElement('script');
             script.src = 'data:text/javascript,window.__ran=true';
             document.body.append(script);
             setTimeout(() => tell(window.__ran === undefined), 300);",
            &[],
        );
        assert_eq!(tried, true);
    });
}

#[track_caller]
fn wait_for_refusal(desktop: &Desktop, directive: &str) {
    let mut refused = Value::Null;
    for _ in 0..100 {
        refused = desktop.script("return window.__refused", &[]);
        let directives = refused.as_array().unwrap().iter().map(|one| &one[0]);
        if directives.into_iter().any(|one| one == directive) {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("nothing was refused by {directive}: {refused}");
}
