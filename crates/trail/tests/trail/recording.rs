//! The order line → head → action, and what allows an action.

use std::sync::atomic::Ordering;

use signet_trail::{Entry, Error, Export, Head, Outcome, Prune, Text, Timestamp, Trail};

use crate::memory::{Memory, circumstance, event, key, ready, trail};

fn verify(trail: &Trail<Memory>) -> Result<signet_trail::Verified, Error> {
    let kept = *trail.store().kept.lock().unwrap();
    let mut verifier = trail.verifier(None, kept);
    for (event, link) in trail.store().lines.lock().unwrap().iter() {
        verifier.line(event, link);
    }
    verifier.finish()
}

#[test]
fn a_recorded_action_has_its_line_and_its_head() {
    let trail = trail();
    let recorded = ready(trail.record::<Export>(circumstance("grant:1"))).unwrap();
    assert_eq!(recorded.sequence(), 1);
    assert_eq!(recorded.subject().as_str(), "grant:1");

    let lines = trail.store().lines.lock().unwrap().clone();
    let entry = Entry::read(&lines[0].0).unwrap();
    assert_eq!(entry.sequence, 1);
    assert_eq!(entry.event.action.as_str(), "export");
    assert_eq!(entry.event.outcome, Outcome::Begun);
    assert_eq!(entry.event.circumstance, circumstance("grant:1"));
    assert_eq!(
        *trail.store().kept.lock().unwrap(),
        *trail.store().last.lock().unwrap()
    );
    assert_eq!(verify(&trail).unwrap().lines, 1);
}

#[test]
fn no_line_no_action() {
    let trail = trail();
    trail.store().fail_append.store(true, Ordering::Relaxed);
    assert!(ready(trail.record::<Export>(circumstance("grant:1"))).is_err());
    assert!(trail.store().kept.lock().unwrap().is_none());
}

#[test]
fn no_head_outside_no_action_but_the_line_stays() {
    let trail = trail();
    trail.store().fail_publish.store(true, Ordering::Relaxed);
    assert!(ready(trail.record::<Export>(circumstance("grant:1"))).is_err());
    assert_eq!(trail.store().lines.lock().unwrap().len(), 1);
    trail.store().fail_publish.store(false, Ordering::Relaxed);
    let recorded = ready(trail.record::<Export>(circumstance("grant:1"))).unwrap();
    assert_eq!(recorded.sequence(), 2);
    assert_eq!(verify(&trail).unwrap().lines, 2);
}

#[test]
fn a_note_leaves_the_head_behind() {
    let trail = trail();
    let first = ready(trail.record::<Export>(circumstance("grant:1"))).unwrap();
    let head = ready(trail.note(event("grant:1"))).unwrap();
    assert_eq!(head.sequence(), 2);
    let kept = trail.store().kept.lock().unwrap().unwrap();
    assert_eq!(kept.sequence(), first.sequence());
    assert_eq!(verify(&trail).unwrap().head, Some(head));
}

#[test]
fn a_prune_names_the_last_line_it_removes() {
    let trail = trail();
    for _ in 0..3 {
        ready(trail.note(event("grant:1"))).unwrap();
    }
    let anchor = trail.store().last.lock().unwrap().unwrap();
    let mut prune = circumstance("");
    prune.subject = Text::from(&anchor);
    let recorded = ready(trail.record::<Prune>(prune)).unwrap();
    assert_eq!(recorded.subject().as_str().parse::<Head>(), Ok(anchor));

    let kept = *trail.store().kept.lock().unwrap();
    let mut verifier = trail.verifier(Some(anchor), kept);
    for (event, link) in &trail.store().lines.lock().unwrap()[3..] {
        verifier.line(event, link);
    }
    assert_eq!(verifier.finish().unwrap().lines, 1);
}

#[test]
fn the_last_number_is_the_last() {
    let store = Memory::default();
    let last = Head::from_parts(i64::MAX as u64, &[1; 32]).unwrap();
    *store.last.lock().unwrap() = Some(last);
    let trail = Trail::new(store, key());
    assert!(ready(trail.note(event("grant:1"))).is_err());
}

#[test]
fn time_is_what_the_caller_says() {
    let trail = trail();
    let mut past = circumstance("grant:1");
    past.at = Timestamp::from_unix_millis(u64::MAX);
    let mut later = past.clone();
    later.at = Timestamp::from_unix_millis(0);
    let _ = ready(trail.record::<Export>(past)).unwrap();
    let _ = ready(trail.record::<Export>(later)).unwrap();
    assert_eq!(verify(&trail).unwrap().lines, 2);
}
