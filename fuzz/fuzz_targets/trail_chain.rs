//! Stored lines of a trail: nobody without the key makes a chain that holds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use secrecy::SecretBox;
use signet_trail::{Entry, TrailKey, Verifier};

fuzz_target!(|rows: Vec<(Vec<u8>, [u8; 32])>| {
    let key = TrailKey::new(SecretBox::new(Box::new([0x5a; 32])));
    let mut verifier = Verifier::new(&key, None, None);
    for (event, link) in &rows {
        let _ = Entry::read(event);
        verifier.line(event, link);
    }
    assert_eq!(verifier.finish().is_ok(), rows.is_empty());
});
