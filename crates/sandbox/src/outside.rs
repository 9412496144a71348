//! What the sandbox asks of the app: webhook deliveries and Forge's calls to its remote. Plain http,
//! to this machine alone.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// Answers beyond this are not read.
const LARGEST_ANSWER: usize = 4 * 1024 * 1024;

/// Asks the app.
#[derive(Debug, Clone)]
pub struct Outside {
    client: Client<HttpConnector, Full<Bytes>>,
}

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) address: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
    /// Real time: the app works in it too.
    pub(crate) patience: Duration,
}

/// What the app answered.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoReply {
    #[error("{0} is not an http address of this machine")]
    NotHere(String),
    #[error("nobody answered at {0}")]
    Unreachable(String),
    #[error("{0} took too long")]
    Late(String),
    #[error("not a request that can be sent: {0}")]
    NotARequest(String),
}

impl Default for Outside {
    fn default() -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
        }
    }
}

impl Outside {
    /// Sends once.
    pub(crate) async fn ask(&self, ask: Ask) -> Result<Reply, NoReply> {
        let address = ask.address.clone();
        let request = request(ask.method, &address, ask.headers, ask.body)?;
        let exchange = async {
            let answer = self.client.request(request).await;
            let (parts, body) = answer
                .map_err(|_| NoReply::Unreachable(address.clone()))?
                .into_parts();
            let body = Limited::new(body, LARGEST_ANSWER).collect().await;
            let body = body.map_err(|_| NoReply::Unreachable(address.clone()))?;
            Ok(Reply {
                status: parts.status.as_u16(),
                headers: parts.headers,
                body: body.to_bytes(),
            })
        };
        tokio::time::timeout(ask.patience, exchange)
            .await
            .unwrap_or(Err(NoReply::Late(address.clone())))
    }
}

fn request(
    method: Method,
    address: &str,
    headers: Vec<(String, String)>,
    body: Bytes,
) -> Result<Request<Full<Bytes>>, NoReply> {
    let bad = |error: String| NoReply::NotARequest(error);
    let uri: Uri = address
        .parse()
        .map_err(|_| NoReply::NotHere(address.to_owned()))?;
    if !is_here(&uri) {
        return Err(NoReply::NotHere(address.to_owned()));
    }
    let mut request = Request::new(Full::new(body));
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    let own = request.headers_mut();
    own.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|e| bad(e.to_string()))?;
        let value = HeaderValue::from_str(&value).map_err(|e| bad(e.to_string()))?;
        own.insert(name, value);
    }
    Ok(request)
}

/// Whether the address is this machine's, without asking any name server.
fn is_here(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    let by_name = host == "localhost" || host.ends_with(".localhost");
    uri.scheme_str() == Some("http")
        && (by_name || literal.parse().is_ok_and(|ip: IpAddr| ip.is_loopback()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("http://localhost:3000/hooks/jira", true)]
    #[case("http://charts.localhost:3000/", true)]
    #[case("http://127.0.0.1:3000/", true)]
    #[case("http://[::1]:3000/", true)]
    #[case("https://localhost:3000/", false)]
    #[case("http://charts.example.com/", false)]
    #[case("http://localhost.example.com/", false)]
    #[case("http://10.0.0.1/", false)]
    #[case("/hooks/jira", false)]
    fn only_this_machine_is_asked(#[case] address: &str, #[case] here: bool) {
        assert_eq!(is_here(&address.parse().unwrap()), here);
    }
}
