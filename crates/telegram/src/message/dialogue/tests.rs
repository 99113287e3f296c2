//! What a server may say, and what it may not.

use std::sync::LazyLock;

use proptest::prelude::*;
use secrecy::SecretBox;

use super::*;

const NOW: Duration = Duration::from_secs(1_800_000_000);
const ANSWER: i64 = (1_800_000_000 << 32) | 1;

static KEY: LazyLock<AuthKey> =
    LazyLock::new(|| AuthKey::new(SecretBox::new(Box::new([7; 256]))).unwrap());

fn dialogue() -> Dialogue<'static> {
    Dialogue::new(&KEY, 1, Clock::default()).unwrap()
}

struct Said {
    session: i64,
    id: i64,
    seqno: i32,
    length: u32,
    body: Vec<u8>,
    padding: usize,
}

impl Said {
    fn new(dialogue: &Dialogue<'_>, body: Vec<u8>) -> Self {
        Self {
            session: dialogue.session,
            id: ANSWER,
            seqno: 1,
            length: u32::try_from(body.len()).unwrap(),
            padding: 12 + (16 - (body.len() + 12) % 16) % 16,
            body,
        }
    }

    fn heard(&self, dialogue: &mut Dialogue<'_>) -> Result<Vec<Event>, Error> {
        let plain = [
            &5i64.to_le_bytes()[..],
            &self.session.to_le_bytes(),
            &self.id.to_le_bytes(),
            &self.seqno.to_le_bytes(),
            &self.length.to_le_bytes(),
            &self.body,
        ];
        let packet = cipher::seal_as_server(&[7; 256], plain.concat(), self.padding);
        dialogue.hear(&packet, NOW)
    }
}

fn update() -> Vec<u8> {
    tl::enums::Updates::TooLong.to_bytes()
}

fn refused(change: impl FnOnce(&mut Said)) -> &'static str {
    let mut dialogue = dialogue();
    let first = Said::new(&dialogue, update());
    assert!(matches!(
        first.heard(&mut dialogue).unwrap()[..],
        [Event::Update(_)]
    ));
    let mut said = Said::new(&dialogue, update());
    said.id += 4;
    change(&mut said);
    match said.heard(&mut dialogue) {
        Err(Error::Protocol(what)) => what,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("taken"),
    }
}

#[test]
fn what_breaks_the_guidelines_is_refused() {
    assert_eq!(refused(|said| said.session += 1), "another session");
    assert_eq!(refused(|said| said.id += 1), "a message id of ours");
    assert_eq!(refused(|said| said.id -= 1), "a message id of ours");
    let time = "a message of another time";
    assert_eq!(refused(|said| said.id += 31 << 32), time);
    assert_eq!(refused(|said| said.id -= 301 << 32), time);
    let length = "a length that does not fit";
    assert_eq!(refused(|said| said.length = 3), length);
    assert_eq!(refused(|said| said.length = 0), length);
    assert_eq!(refused(|said| said.length = u32::MAX - 3), length);
    let padding = "too much padding or too little";
    assert_eq!(refused(|said| said.padding += 1024), padding);
    assert_eq!(refused(|said| said.length += 4), padding);
    assert_eq!(
        refused(|said| said.body = vec![0xdc, 0xf8, 0xf1, 0x73]),
        "a message that cannot be read"
    );
}

#[test]
fn a_message_said_again_is_acknowledged_and_not_taken_twice() {
    let mut dialogue = dialogue();
    let said = Said::new(&dialogue, update());
    assert_eq!(said.heard(&mut dialogue).unwrap().len(), 1);
    assert_eq!(said.heard(&mut dialogue).unwrap().len(), 0);
    assert_eq!(dialogue.acknowledge, [ANSWER, ANSWER]);
    assert_eq!(dialogue.respond(NOW).unwrap().len(), 1);
    assert_eq!(dialogue.respond(NOW).unwrap().len(), 0);
}

#[test]
fn a_changed_packet_is_refused_wherever_it_changed() {
    let dialogue = &mut dialogue();
    let plain = [
        &[0; 24][..],
        &1i32.to_le_bytes(),
        &4u32.to_le_bytes(),
        &[0; 4],
    ];
    let whole = cipher::seal_as_server(&[7; 256], plain.concat(), 12);
    for at in 0..whole.len() {
        let mut packet = whole.clone();
        packet[at] ^= 1;
        assert!(matches!(
            dialogue.hear(&packet, NOW),
            Err(Error::Protocol("another key" | "a wrong message key"))
        ));
        assert!(dialogue.hear(&whole[..at], NOW).is_err());
    }
}

#[test]
fn ids_grow_and_numbers_count_what_has_content() {
    let mut dialogue = dialogue();
    let ids: Vec<i64> = (0..3)
        .map(|_| dialogue.ask(&[0; 4], NOW).unwrap().0)
        .collect();
    assert!(ids.is_sorted_by(|a, b| a < b) && ids.iter().all(|id| id % 4 == 0));
    assert_eq!(dialogue.content_said, 3);
    dialogue.mention(&[0; 4], NOW).unwrap();
    assert_eq!(dialogue.content_said, 3);
}

#[test]
fn a_wrong_clock_is_set_by_the_server_that_says_so() {
    let mut dialogue = dialogue();
    dialogue.clock.set(1_800_000_000, NOW);
    let bad = BadMsgNotification {
        bad_msg_id: 4,
        bad_msg_seqno: 1,
        error_code: 17,
    };
    let mut said = Said::new(
        &dialogue,
        tl::enums::BadMsgNotification::Notification(bad).to_bytes(),
    );
    said.id -= 4000 << 32;
    let events = said.heard(&mut dialogue).unwrap();
    assert!(matches!(events[..], [Event::Anew { request: 4 }]));
    let (id, _) = dialogue.ask(&[0; 4], NOW).unwrap();
    assert_eq!(id >> 32, 1_800_000_000 - 4000);
}

proptest! {
    #[test]
    fn whatever_a_message_says_it_is_read_or_refused(
        constructor in prop::sample::select(KNOWN.to_vec()),
        rest in prop::collection::vec(any::<u32>(), 0..40),
    ) {
        let mut body = constructor.to_le_bytes().to_vec();
        rest.iter().for_each(|word| body.extend((word % 9).to_le_bytes()));
        let mut dialogue = dialogue();
        let _ = Said::new(&dialogue, body).heard(&mut dialogue);
        let _ = dialogue.respond(NOW).unwrap();
    }
}

const KNOWN: [u32; 14] = [
    RPC_RESULT,
    CONTAINER,
    GZIP,
    BadServerSalt::CONSTRUCTOR_ID,
    BadMsgNotification::CONSTRUCTOR_ID,
    NewSessionCreated::CONSTRUCTOR_ID,
    MsgsStateReq::CONSTRUCTOR_ID,
    MsgDetailedInfo::CONSTRUCTOR_ID,
    MsgNewDetailedInfo::CONSTRUCTOR_ID,
    MsgsAck::CONSTRUCTOR_ID,
    Pong::CONSTRUCTOR_ID,
    MsgResendReq::CONSTRUCTOR_ID,
    RpcError::CONSTRUCTOR_ID,
    0,
];
