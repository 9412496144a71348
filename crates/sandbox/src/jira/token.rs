//! `nextPageToken`: opaque, bound to what was asked and by whom, good for seven days.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use super::reply::Refusal;

const LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);
const SEAL: usize = 12;

/// Where the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    /// How many came before.
    pub(super) offset: u64,
    /// Id of the last one; pages go on behind it even when issues came or went in front.
    pub(super) last_id: u64,
}

/// A token for the question `bound_to` (everything that has to be the same on the next page).
pub(super) fn seal(cursor: Cursor, bound_to: &str, now: Timestamp) -> String {
    let mut bytes = Vec::with_capacity(24 + SEAL);
    bytes.extend_from_slice(&cursor.offset.to_be_bytes());
    bytes.extend_from_slice(&cursor.last_id.to_be_bytes());
    bytes.extend_from_slice(&now.as_second().to_be_bytes());
    let hash = hash(&bytes, bound_to);
    bytes.extend_from_slice(&hash);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Opens a token. One that was changed, is too old or belongs to another question is refused.
pub(super) fn open(token: &str, bound_to: &str, now: Timestamp) -> Result<Cursor, Refusal> {
    read(token, bound_to, now)
        .ok_or_else(|| Refusal::bad("The provided next page token is invalid or expired."))
}

fn read(token: &str, bound_to: &str, now: Timestamp) -> Option<Cursor> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (content, seal) = bytes.split_at_checked(24)?;
    if seal != hash(content, bound_to) {
        return None;
    }
    let number = |at: usize| -> Option<u64> {
        Some(u64::from_be_bytes(
            content.get(at..at + 8)?.try_into().ok()?,
        ))
    };
    let made = Timestamp::from_second(i64::try_from(number(16)?).ok()?).ok()?;
    (now.duration_since(made) <= LIFE).then_some(Cursor {
        offset: number(0)?,
        last_id: number(8)?,
    })
}

/// Not a secret, only proof that nobody typed the token: the sandbox guards nothing by it.
fn hash(content: &[u8], bound_to: &str) -> [u8; SEAL] {
    let mut hasher = Sha256::new();
    hasher.update(b"sandbox page token\0");
    hasher.update(content);
    hasher.update(bound_to.as_bytes());
    let digest = hasher.finalize();
    let mut seal = [0; SEAL];
    seal.copy_from_slice(&digest[..SEAL]);
    seal
}

#[cfg(test)]
mod tests {
    use super::*;

    const CURSOR: Cursor = Cursor {
        offset: 100,
        last_id: 10_451,
    };

    fn monday() -> Timestamp {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_token_opens_for_the_same_question_for_seven_days() {
        let token = seal(CURSOR, "project = TRD", monday());
        let sixth_day = monday() + SignedDuration::from_hours(6 * 24);
        assert_eq!(open(&token, "project = TRD", sixth_day).unwrap(), CURSOR);
        let eighth_day = monday() + SignedDuration::from_hours(8 * 24);
        assert!(open(&token, "project = TRD", eighth_day).is_err());
    }

    #[test]
    fn a_token_does_not_open_for_another_question_or_after_a_change() {
        let token = seal(CURSOR, "project = TRD", monday());
        assert!(open(&token, "project = OPS", monday()).is_err());
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(open(&changed, "project = TRD", monday()).is_err(), "{at}");
        }
        assert!(open("", "project = TRD", monday()).is_err());
    }
}
