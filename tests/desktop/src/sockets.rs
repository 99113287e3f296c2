//! Which sockets a set of processes holds, from `/proc`.

use std::{
    collections::BTreeSet,
    fs,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use crate::processes::Process;

/// An internet socket and the other end it talks or wants to talk to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Socket {
    pub protocol: &'static str,
    pub local: SocketAddr,
    pub remote: SocketAddr,
}

impl Socket {
    /// Whether its other end is, or its packets would go to, another machine.
    pub fn leaves_the_machine(&self) -> bool {
        !self.remote.ip().is_unspecified() && !self.remote.ip().to_canonical().is_loopback()
    }
}

pub fn of(processes: &[Process]) -> BTreeSet<Socket> {
    let inodes: BTreeSet<u64> = processes.iter().flat_map(socket_inodes).collect();
    ["tcp", "tcp6", "udp", "udp6"]
        .into_iter()
        .flat_map(table)
        .filter(|(inode, _)| inodes.contains(inode))
        .map(|(_, socket)| socket)
        .collect()
}

fn socket_inodes(process: &Process) -> Vec<u64> {
    let Ok(descriptors) = fs::read_dir(format!("/proc/{}/fd", process.id)) else {
        return Vec::new();
    };
    descriptors
        .flatten()
        .filter_map(|descriptor| {
            let target = fs::read_link(descriptor.path()).ok()?;
            let inode = target
                .to_str()?
                .strip_prefix("socket:[")?
                .strip_suffix(']')?;
            inode.parse().ok()
        })
        .collect()
}

fn table(protocol: &'static str) -> Vec<(u64, Socket)> {
    let text = fs::read_to_string(format!("/proc/net/{protocol}")).unwrap_or_default();
    text.lines()
        .skip(1)
        .filter_map(|line| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let socket = Socket {
                protocol,
                local: address(fields.get(1)?)?,
                remote: address(fields.get(2)?)?,
            };
            Some((fields.get(9)?.parse().ok()?, socket))
        })
        .collect()
}

/// `0100007F:1F90` and its IPv6 kin: words of four bytes, each in the machine's order.
fn address(text: &str) -> Option<SocketAddr> {
    let (ip, port) = text.split_once(':')?;
    let words: Vec<[u8; 4]> = (0..ip.len() / 8)
        .map(|word| u32::from_str_radix(&ip[word * 8..word * 8 + 8], 16).map(u32::to_ne_bytes))
        .collect::<Result<_, _>>()
        .ok()?;
    let ip = match words.as_slice() {
        [v4] => IpAddr::V4(Ipv4Addr::from(*v4)),
        [a, b, c, d] => {
            let mut bytes = [0; 16];
            for (place, word) in bytes.chunks_exact_mut(4).zip([a, b, c, d]) {
                place.copy_from_slice(word);
            }
            IpAddr::V6(Ipv6Addr::from(bytes))
        }
        _ => return None,
    };
    Some(SocketAddr::new(ip, u16::from_str_radix(port, 16).ok()?))
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream, UdpSocket};

    use super::*;
    use crate::processes;

    fn own() -> Vec<Process> {
        processes::tree(std::process::id())
    }

    #[test]
    fn a_connection_is_seen_with_both_ends() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let seen = of(&own());
        assert!(seen.iter().any(|socket| {
            socket.local == stream.local_addr().unwrap()
                && socket.remote == stream.peer_addr().unwrap()
                && !socket.leaves_the_machine()
        }));
    }

    /// What a name look-up or a first packet would look like.
    #[test]
    fn a_socket_towards_another_machine_is_seen_to_leave() {
        let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
        socket.connect("192.0.2.7:53").unwrap();
        assert!(
            of(&own())
                .iter()
                .any(|seen| seen.remote.port() == 53 && seen.leaves_the_machine())
        );
    }

    #[test]
    fn mapped_loopback_stays_here() {
        let socket = Socket {
            protocol: "tcp6",
            local: "[::1]:1".parse().unwrap(),
            remote: "[::ffff:127.0.0.1]:2".parse().unwrap(),
        };
        assert!(!socket.leaves_the_machine());
    }
}
