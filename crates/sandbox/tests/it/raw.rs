//! A client that says exactly what a test wants, over padded intermediate framing.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use grammers_crypto::{AuthKey, DequeBuffer, decrypt_data_v2, encrypt_data_v2};
use grammers_tl_types::{self as tl, Deserializable, Identifiable, Serializable};

use crate::client::random;

pub const CONTAINER: u32 = 0x73f1_f8dc;

pub struct Raw {
    stream: TcpStream,
    key: AuthKey,
    pub salt: i64,
    pub session: i64,
    last_id: i64,
    content: i32,
}

#[derive(Clone, Debug)]
pub struct Said {
    pub id: i64,
    pub body: Vec<u8>,
}

impl Said {
    pub fn is<T: Identifiable>(&self) -> bool {
        self.body.starts_with(&T::CONSTRUCTOR_ID.to_le_bytes())
    }

    pub fn read<T: Identifiable + Deserializable>(&self) -> T {
        assert!(self.is::<T>());
        T::from_bytes(&self.body[4..]).unwrap()
    }
}

impl Raw {
    pub fn new(stream: TcpStream, key: [u8; 256]) -> Self {
        Self::resume(stream, key, i64::from_le_bytes(random()), 0)
    }

    /// Goes on with a session in which so much content was said.
    pub fn resume(mut stream: TcpStream, key: [u8; 256], session: i64, content: i32) -> Self {
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream.write_all(&[0xdd; 4]).unwrap();
        let mut raw = Self {
            stream,
            key: AuthKey::from_bytes(key),
            salt: 0,
            session,
            last_id: 0,
            content,
        };
        raw.learn_salt();
        if content > 0 {
            raw.say(&tl::functions::Ping { ping_id: 0 }.to_bytes());
        }
        raw
    }

    /// As [`Raw::new`]; none when the sandbox does not know the key.
    pub fn attempt(mut stream: TcpStream, key: [u8; 256]) -> Option<Self> {
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream.write_all(&[0xdd; 4]).unwrap();
        let mut raw = Self {
            stream,
            key: AuthKey::from_bytes(key),
            salt: 0,
            session: i64::from_le_bytes(random()),
            last_id: 0,
            content: 0,
        };
        let id = raw.next_id();
        raw.send(id, 1, &tl::functions::Ping { ping_id: 0 }.to_bytes());
        let packet = raw.packet()?;
        if packet.len() <= 24 {
            return None;
        }
        let bad: tl::types::BadServerSalt = raw.open(packet).remove(0).read();
        assert_eq!((bad.bad_msg_id, bad.error_code), (id, 48));
        raw.salt = bad.new_server_salt;
        Some(raw)
    }

    fn learn_salt(&mut self) {
        let id = self.next_id();
        self.send(id, 1, &tl::functions::Ping { ping_id: 0 }.to_bytes());
        let bad: tl::types::BadServerSalt = self.hear().read();
        assert_eq!((bad.bad_msg_id, bad.error_code), (id, 48));
        self.salt = bad.new_server_salt;
    }

    pub fn next_id(&mut self) -> i64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let fraction = i64::from(now.subsec_nanos()) << 2;
        let now = i64::try_from(now.as_secs()).unwrap() << 32 | fraction;
        self.last_id = now.max(self.last_id + 4);
        self.last_id
    }

    /// The number for the next message, which counts as content or not.
    pub fn next_seqno(&mut self, content: bool) -> i32 {
        let seqno = self.content * 2 + i32::from(content);
        self.content += i32::from(content);
        seqno
    }

    pub fn say(&mut self, body: &[u8]) -> i64 {
        let (id, seqno) = (self.next_id(), self.next_seqno(true));
        self.send(id, seqno, body);
        id
    }

    pub fn send(&mut self, id: i64, seqno: i32, body: &[u8]) {
        self.send_with_length(id, seqno, body, body.len());
    }

    pub fn send_with_length(&mut self, id: i64, seqno: i32, body: &[u8], length: usize) {
        let packet = self.seal(id, seqno, body, length);
        self.frame(&packet);
    }

    /// With one bit of the message key changed.
    pub fn send_forged(&mut self, id: i64, seqno: i32, body: &[u8]) {
        let mut packet = self.seal(id, seqno, body, body.len());
        packet[8] ^= 1;
        self.frame(&packet);
    }

    pub fn seal(&self, id: i64, seqno: i32, body: &[u8], length: usize) -> Vec<u8> {
        let mut buffer = DequeBuffer::with_capacity(0, 64);
        buffer.extend(self.salt.to_le_bytes());
        buffer.extend(self.session.to_le_bytes());
        buffer.extend(id.to_le_bytes());
        buffer.extend(seqno.to_le_bytes());
        buffer.extend(u32::try_from(length).unwrap().to_le_bytes());
        buffer.extend(body.iter().copied());
        encrypt_data_v2(&mut buffer, &self.key);
        buffer.as_ref().to_vec()
    }

    fn frame(&mut self, packet: &[u8]) {
        self.stream.write_all(&framed(packet)).unwrap();
    }

    /// Sends packets and nothing more, and waits for the end.
    pub fn conclude(self, packets: &[Vec<u8>]) {
        let all: Vec<u8> = packets.iter().flat_map(|packet| framed(packet)).collect();
        crate::watch::conclude(self.stream, &all);
    }

    /// Asks for a pong and waits for it.
    pub fn ping(&mut self) {
        let id = self.say(&tl::functions::Ping { ping_id: 7 }.to_bytes());
        let pong: tl::types::Pong = self.hear_a::<tl::types::Pong>().read();
        assert_eq!((pong.msg_id, pong.ping_id), (id, 7));
    }

    /// The first message of a kind, others passed over.
    pub fn hear_a<T: Identifiable>(&mut self) -> Said {
        loop {
            let said = self.hear_all();
            if let Some(found) = said.into_iter().find(Said::is::<T>) {
                return found;
            }
        }
    }

    pub fn hear(&mut self) -> Said {
        self.hear_all().remove(0)
    }

    /// The messages of the next packet.
    pub fn hear_all(&mut self) -> Vec<Said> {
        let packet = self.packet().expect("the connection goes on");
        self.open(packet)
    }

    fn open(&self, mut packet: Vec<u8>) -> Vec<Said> {
        let length = 24 + (packet.len() - 24) / 16 * 16;
        let plain = decrypt_data_v2(&mut packet[..length], &self.key).unwrap();
        let length = u32::from_le_bytes(plain[28..32].try_into().unwrap());
        let body = plain[32..32 + usize::try_from(length).unwrap()].to_vec();
        let id = i64::from_le_bytes(plain[16..24].try_into().unwrap());
        if !body.starts_with(&CONTAINER.to_le_bytes()) {
            return vec![Said { id, body }];
        }
        let mut rest = &body[8..];
        let mut all = Vec::new();
        while !rest.is_empty() {
            let id = i64::from_le_bytes(rest[..8].try_into().unwrap());
            let length = u32::from_le_bytes(rest[12..16].try_into().unwrap());
            let end = 16 + usize::try_from(length).unwrap();
            let body = rest[16..end].to_vec();
            all.push(Said { id, body });
            rest = &rest[end..];
        }
        all
    }

    /// None when the sandbox has closed.
    pub fn packet(&mut self) -> Option<Vec<u8>> {
        let mut length = [0; 4];
        self.stream.read_exact(&mut length).ok()?;
        let mut packet = vec![0; usize::try_from(u32::from_le_bytes(length)).unwrap()];
        self.stream.read_exact(&mut packet).ok()?;
        Some(packet)
    }

    /// A transport error where a packet should be, and the end.
    pub fn refused(&mut self) -> i32 {
        let packet = self.packet().unwrap();
        assert!(self.packet().is_none());
        i32::from_le_bytes(packet[..4].try_into().unwrap())
    }
}

fn framed(packet: &[u8]) -> Vec<u8> {
    // Five bytes of the transport's own padding.
    let length = u32::try_from(packet.len() + 5).unwrap().to_le_bytes();
    [&length[..], packet, &[7; 5]].concat()
}
