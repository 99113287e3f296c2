//! Whatever is done to a chain is found, and found where it was done.

use proptest::{prelude::*, sample::Index};
use signet_trail::{Error, Fault, Head, Verified, Verifier};

use crate::memory::{Stored, chain, key};

fn verify(lines: &[Stored], kept: Option<Head>) -> Result<Verified, Error> {
    let key = key();
    let mut verifier = Verifier::new(&key, None, kept);
    for (event, link) in lines {
        verifier.line(event, link);
    }
    verifier.finish()
}

fn faults(lines: &[Stored], kept: Option<Head>) -> Vec<Fault> {
    match verify(lines, kept) {
        Err(Error::Broken(faults)) => faults,
        other => panic!("not found: {other:?}"),
    }
}

fn sequences(faults: &[Fault]) -> Vec<u64> {
    faults.iter().map(Fault::sequence).collect()
}

proptest! {
    #[test]
    fn an_untouched_chain_holds_at_any_head(length in 0..40usize, at in any::<Index>()) {
        let (lines, last) = chain(length);
        prop_assert_eq!(verify(&lines, None), Ok(Verified { head: last, lines: length as u64 }));
        if length > 0 {
            let kept = at.index(length);
            let head = Head::from_parts(kept as u64 + 1, &lines[kept].1).unwrap();
            prop_assert!(verify(&lines, Some(head)).is_ok());
        }
    }

    #[test]
    fn a_flipped_bit_is_found_in_its_line_or_the_next(
        length in 1..20usize, line in any::<Index>(), at in any::<Index>(), bit in 0..8u8, in_link: bool,
    ) {
        let (mut lines, last) = chain(length);
        let line = line.index(length);
        let bytes = if in_link { &mut lines[line].1 } else { &mut lines[line].0 };
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let found = sequences(&faults(&lines, last));
        let edited = line as u64 + 1;
        if line + 1 < length {
            prop_assert!(found.iter().all(|s| [edited, edited + 1].contains(s)), "{found:?}");
        }
        prop_assert!(found.contains(&edited), "{found:?}");
    }

    #[test]
    fn a_cut_in_front_of_the_end_is_found_and_bounded(
        length in 2..30usize, from in any::<Index>(), count in any::<Index>(),
    ) {
        let (mut lines, _) = chain(length);
        let from = from.index(length - 1);
        let to = from + count.index(length - 1 - from);
        lines.drain(from..=to);
        prop_assert_eq!(
            faults(&lines, None),
            [Fault::Missing { from: from as u64 + 1, to: to as u64 + 1 }]
        );
    }

    #[test]
    fn a_cut_at_the_end_is_found_by_the_kept_head(length in 1..30usize, left in any::<Index>()) {
        let (mut lines, last) = chain(length);
        let left = left.index(length);
        lines.truncate(left);
        prop_assert!(verify(&lines, None).is_ok(), "without a head nobody can know");
        prop_assert_eq!(
            faults(&lines, last),
            [Fault::Truncated { from: left as u64 + 1, to: length as u64 }]
        );
    }

    #[test]
    fn two_swapped_lines_are_found_and_bounded(
        length in 2..30usize, one in any::<Index>(), other in any::<Index>(),
    ) {
        let (mut lines, last) = chain(length);
        let (one, other) = (one.index(length), other.index(length));
        prop_assume!(one != other);
        lines.swap(one, other);
        let found = sequences(&faults(&lines, last));
        let (low, high) = (one.min(other) as u64 + 1, one.max(other) as u64 + 1);
        prop_assert!(found.iter().all(|s| (low..=high).contains(s)), "{found:?}");
    }

    #[test]
    fn two_swapped_contents_are_found(
        length in 2..30usize, one in any::<Index>(), other in any::<Index>(),
    ) {
        let (mut lines, last) = chain(length);
        let (one, other) = (one.index(length), other.index(length));
        prop_assume!(one != other);
        let event = std::mem::take(&mut lines[one].0);
        lines[one].0 = std::mem::replace(&mut lines[other].0, event);
        faults(&lines, last);
    }

    #[test]
    fn a_repeated_line_is_found(length in 1..30usize, which in any::<Index>(), at in any::<Index>()) {
        let (mut lines, last) = chain(length);
        let line = lines[which.index(length)].clone();
        lines.insert(at.index(length + 1), line);
        faults(&lines, last);
    }

    #[test]
    fn any_shuffle_is_found(lines in Just(chain(12).0).prop_shuffle()) {
        let (original, last) = chain(12);
        prop_assert_eq!(verify(&lines, last).is_ok(), lines == original);
    }

    #[test]
    fn arbitrary_rows_never_panic_and_never_verify(
        rows in proptest::collection::vec(
            (proptest::collection::vec(any::<u8>(), 0..60), proptest::collection::vec(any::<u8>(), 0..40)),
            1..10,
        ),
    ) {
        faults(&rows, None);
    }
}
