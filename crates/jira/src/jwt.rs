//! Signed tokens of Atlassian's: signature, issuer and audience by the library, times by our clock.

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{DecodingKey, Validation, decode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// From when to when a token is good, in seconds since 1970.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Times {
    pub(crate) exp: i64,
    #[serde(default)]
    pub(crate) nbf: Option<i64>,
}

impl Times {
    /// Whether the token is good now, give or take `leeway` for clocks that differ.
    pub(crate) fn hold(self, now: Timestamp, leeway: SignedDuration) -> bool {
        let (now, leeway) = (now.as_second(), leeway.as_secs());
        now < self.exp.saturating_add(leeway)
            && self.nbf.is_none_or(|nbf| nbf.saturating_sub(leeway) <= now)
    }
}

/// The claims of a token whose signature is right. Its times are not looked at: the library reads a
/// clock of its own, see [`Times`]. What is wrong with a token is not told, so that nobody learns
/// from it how to make a better one.
pub(crate) fn claims<T: DeserializeOwned>(
    token: &str,
    key: &DecodingKey,
    mut validation: Validation,
) -> Option<T> {
    validation.validate_exp = false;
    validation.validate_nbf = false;
    decode(token, key, &validation).ok().map(|data| data.claims)
}

/// The token in `Authorization: Bearer …`.
pub(crate) fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::in_the_middle(0, true)]
    #[case::a_clock_behind(-15, true)]
    #[case::too_early(-16, false)]
    #[case::just_expired(29, true)]
    #[case::expired(30, false)]
    fn a_token_is_good_between_its_times_and_a_little_beyond(
        #[case] second: i64,
        #[case] good: bool,
    ) {
        let times = Times {
            exp: 25,
            nbf: Some(-10),
        };
        let now = Timestamp::from_second(second).unwrap();
        assert_eq!(times.hold(now, SignedDuration::from_secs(5)), good);
    }

    #[rstest]
    #[case(i64::MIN, Some(i64::MIN))]
    #[case(i64::MAX, Some(i64::MAX))]
    fn times_beyond_time_do_not_overflow(#[case] exp: i64, #[case] nbf: Option<i64>) {
        let times = Times { exp, nbf };
        assert!(!times.hold(Timestamp::UNIX_EPOCH, SignedDuration::from_secs(5)));
    }

    #[rstest]
    #[case("Bearer abc", Some("abc"))]
    #[case("bearer  abc", Some("abc"))]
    #[case("Basic abc", None)]
    #[case("abc", None)]
    fn a_bearer_is_found_in_its_header(#[case] header: &str, #[case] token: Option<&str>) {
        assert_eq!(bearer(header), token);
    }
}
