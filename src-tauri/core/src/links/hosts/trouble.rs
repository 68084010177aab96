//! Why no answer came, in words that help: what is wrong with a certificate is named as such.

use std::error::Error as _;

use super::guard::PrivateAddress;
use super::http::TOO_LATE;
use crate::links::verdict::Answer;

/// What a request that failed amounts to.
pub fn failed(error: &reqwest::Error) -> Answer {
    let causes =
        || std::iter::successors(error.source(), |cause: &&(dyn std::error::Error + 'static)| (*cause).source());
    if causes().any(|cause| cause.is::<PrivateAddress>()) {
        Answer::NotAsked(PrivateAddress.to_string())
    } else if let Some(words) = causes().find_map(insecure) {
        Answer::NoConnection(words)
    } else if error.is_connect() {
        Answer::NoConnection(root(error))
    } else if error.is_timeout() {
        Answer::NoAnswer(TOO_LATE.into())
    } else {
        Answer::NoAnswer(format!("The connection broke: {}", root(error)))
    }
}

/// What is wrong with a secure connection, in plain words, when that is the cause.
fn insecure(cause: &(dyn std::error::Error + 'static)) -> Option<String> {
    if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
        return Some(tls_words(tls));
    }
    // An I/O error holds the one that matters without calling it its source.
    insecure(cause.downcast_ref::<std::io::Error>()?.get_ref()?)
}

fn tls_words(error: &rustls::Error) -> String {
    use rustls::CertificateError as Bad;
    let words = match error {
        rustls::Error::InvalidCertificate(bad) => match bad {
            Bad::Expired | Bad::ExpiredContext { .. } => "Its security certificate has expired.",
            Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
                "Its security certificate is not valid yet. Is the clock of this computer right?"
            }
            Bad::NotValidForName | Bad::NotValidForNameContext { .. } => {
                "Its security certificate is made out to another name."
            }
            Bad::UnknownIssuer => "Its security certificate comes from nobody this computer trusts.",
            Bad::Revoked => "Its security certificate has been revoked.",
            _ => "Its security certificate is not sound.",
        },
        rustls::Error::InvalidMessage(_) => "What answers there does not speak securely (TLS).",
        rustls::Error::AlertReceived(_) | rustls::Error::PeerIncompatible(_) => {
            "It and Postil have no way of connecting securely (TLS) in common."
        }
        _ => "No secure connection (TLS) could be made.",
    };
    words.to_owned()
}

/// The innermost cause: "Connection refused (os error 111)" rather than four wrappings of it.
pub fn root(error: &reqwest::Error) -> String {
    let mut words = String::from("no connection");
    let mut cause = error.source();
    while let Some(inner) = cause {
        words = inner.to_string();
        cause = inner.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn insecure_connections_are_named() {
        use rustls::CertificateError as Bad;
        let wrong = |bad: &Bad| tls_words(&rustls::Error::InvalidCertificate(bad.clone()));
        for (bad, word) in [
            (Bad::Expired, "expired"),
            (Bad::NotValidYet, "clock"),
            (Bad::NotValidForName, "another name"),
            (Bad::UnknownIssuer, "trusts"),
            (Bad::Revoked, "revoked"),
            (Bad::BadEncoding, "not sound"),
        ] {
            assert!(wrong(&bad).contains(word), "{bad:?} is said in plain words: {}", wrong(&bad));
        }
        let inner = std::io::Error::other(rustls::Error::InvalidCertificate(Bad::Expired));
        let wrapped = std::io::Error::other(inner);
        assert!(insecure(&wrapped).is_some_and(|words| words.contains("expired")), "also inside of I/O errors");
        assert_eq!(insecure(&std::io::Error::other("reset")), None, "and nothing else is taken for it");
    }
}
