//! Which addresses may be asked: public ones. A link or a redirect must not make Postil knock at doors inside the
//! reader's own network, whatever name it hides them behind.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// What may be asked although it is not public: bases that the reader or a test set, and proxies.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    /// Scheme, host and port of the bases allowed.
    origins: Vec<String>,
    /// Host names whose addresses may be private.
    names: Vec<String>,
    /// Those of them that may be asked at any port, also when they are plain addresses.
    allowed: Vec<String>,
}

impl Guard {
    /// `names` may resolve to private addresses; so may the hosts of `bases`.
    pub fn new(bases: &[&str], names: &[String]) -> Self {
        let bases: Vec<Url> = bases.iter().filter_map(|base| Url::parse(base).ok()).collect();
        let hosts = bases.iter().filter_map(Url::host_str).map(str::to_ascii_lowercase);
        Self {
            names: hosts.chain(names.iter().map(|name| name.to_ascii_lowercase())).collect(),
            allowed: names.to_vec(),
            origins: bases.iter().map(|base| base.origin().ascii_serialization()).collect(),
        }
    }

    /// The address, when it may be asked; otherwise why not. Names are looked at again when they are resolved.
    pub fn admits(&self, url: &str) -> Result<Url, String> {
        let Ok(url) = Url::parse(url) else {
            return Err("This is not a web address.".into());
        };
        if self.origins.contains(&url.origin().ascii_serialization()) {
            return Ok(url);
        }
        match refuses(&url, &self.allowed) {
            Some(words) => Err(words),
            None => Ok(url),
        }
    }

    fn allows(&self, name: &str) -> bool {
        self.names.iter().any(|allowed| allowed.eq_ignore_ascii_case(name))
    }
}

/// Why an address is not asked, by its own letters alone. `allowed` hosts may be private.
pub fn refuses(url: &Url, allowed: &[String]) -> Option<String> {
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return Some("This is not an address of a page that anyone may see.".into());
    }
    let host = url.host_str()?;
    if allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(host)) {
        return None;
    }
    let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok()?;
    (!is_public(literal)).then(|| PrivateAddress.to_string())
}

/// A name that leads into a private network only.
#[derive(Debug)]
pub struct PrivateAddress;

impl fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("It is inside a private network, and Postil asks public addresses only.")
    }
}

impl std::error::Error for PrivateAddress {}

/// The system's resolver, less what is not public. It looks at the very addresses that are then connected to, so a
/// name cannot change its mind in between.
impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (host, allowed) = (name.as_str().to_owned(), self.allows(name.as_str()));
        Box::pin(async move {
            let all: Vec<SocketAddr> = tokio::net::lookup_host((host, 0)).await?.collect();
            if all.is_empty() {
                return Ok(Box::new(all.into_iter()) as Addrs);
            }
            let public: Vec<SocketAddr> = all.into_iter().filter(|at| allowed || is_public(at.ip())).collect();
            if public.is_empty() {
                return Err(PrivateAddress.into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one of the public network.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || a == 0
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && matches!(b, 18 | 19));
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let parts = ip.segments();
    let inner = |high: u16, low: u16| is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    match parts {
        // Those that carry an older address are as public as that one.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inner(high, low),
        [0x2002, high, low, ..] => inner(high, low),
        // Unspecified, loopback, and the older addresses of a form no longer in use.
        [0, 0, 0, 0, 0, 0, ..] => false,
        // Local translation, discard, tunnels that hide what they lead to, documentation.
        [0x64, 0xff9b, 1, ..] | [0x100, 0, 0, 0, ..] | [0x2001, 0, ..] | [0x2001, 0xdb8, ..] => false,
        [first, ..] => {
            // Unique local, link-local, site-local, multicast.
            !matches!(first & 0xfe00, 0xfc00) && !matches!(first & 0xff80, 0xfe80) && first & 0xff00 != 0xff00
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_of_address() {
        let closed = [
            ("unspecified", "0.0.0.0"),
            ("this network", "0.1.2.3"),
            ("private, 10", "10.1.2.3"),
            ("private, 172.16", "172.16.0.1"),
            ("private, end of 172.16", "172.31.255.255"),
            ("private, 192.168", "192.168.1.1"),
            ("carrier's", "100.64.0.1"),
            ("end of the carrier's", "100.127.255.255"),
            ("loopback", "127.0.0.1"),
            ("loopback elsewhere", "127.9.9.9"),
            ("link-local, clouds' metadata", "169.254.169.254"),
            ("protocol assignments", "192.0.0.8"),
            ("documentation", "203.0.113.7"),
            ("benchmarks", "198.19.0.1"),
            ("multicast", "224.0.0.251"),
            ("reserved", "240.0.0.1"),
            ("broadcast", "255.255.255.255"),
            ("v6 unspecified", "::"),
            ("v6 loopback", "::1"),
            ("v6 compatible with v4", "::127.0.0.1"),
            ("v6 mapped loopback", "::ffff:127.0.0.1"),
            ("v6 mapped private", "::ffff:10.0.0.1"),
            ("v6 mapped metadata", "::ffff:169.254.169.254"),
            ("v6 unique local", "fd12:3456::1"),
            ("v6 unique local, first half", "fc00::1"),
            ("v6 link-local", "fe80::1"),
            ("v6 site-local", "fec0::1"),
            ("v6 multicast", "ff02::1"),
            ("v6 documentation", "2001:db8::1"),
            ("v6 discard", "100::1"),
            ("v6 tunnel", "2001::1"),
            ("translated private", "64:ff9b::10.0.0.1"),
            ("local translation", "64:ff9b:1::1"),
            ("6to4 of a private one", "2002:a00:1::1"),
        ];
        for (class, address) in closed {
            assert!(!is_public(address.parse().expect(address)), "{class}: {address} must not be asked");
        }
        let open = [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
            "2002:101:101::1",
        ];
        for address in open {
            assert!(is_public(address.parse().expect(address)), "{address} is public");
        }
    }

    #[test]
    fn addresses_in_disguise() {
        let guard = Guard::new(&["http://127.0.0.1:4000/hosts"], &[]);
        for url in [
            "http://127.0.0.1/",
            "http://127.0.0.1:4001/hosts",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:192.168.0.1]/",
            "https://user:secret@example.org/",
            "ftp://example.org/",
            "file:///etc/passwd",
            "not an address",
        ] {
            assert!(guard.admits(url).is_err(), "{url} must not be asked");
        }
        for url in ["http://127.0.0.1:4000/elsewhere", "https://example.org/", "http://example.org:8080/x"] {
            assert!(guard.admits(url).is_ok(), "{url} may be asked");
        }
    }

    #[tokio::test]
    async fn names_are_looked_at_after_they_are_resolved() {
        let resolve = |guard: Guard| async move {
            let name = "localhost".parse().expect("a name");
            guard.resolve(name).await.map(Iterator::count).map_err(|error| error.is::<PrivateAddress>())
        };
        assert_eq!(resolve(Guard::default()).await, Err(true), "a name for this machine leads nowhere");
        let allowed = resolve(Guard::new(&["http://localhost:4000"], &[])).await;
        assert!(allowed.is_ok_and(|count| count > 0), "unless a base is set to it");
        let proxy = resolve(Guard::new(&[], &["LocalHost".into()])).await;
        assert!(proxy.is_ok_and(|count| count > 0), "or it is a proxy's name");
    }
}
