//! The hand-over from the popup to the frame that opened it.
//!
//! The frame proves itself with the verifier whose hash it gave the popup, and with the one-time
//! code where the opener could be reached. Either way the offer is taken once.

use crate::{Failure, Secret, Service, session::NewSession};
use store::{Holder, Outcome};

/// What a frame brings.
#[derive(Debug)]
pub struct Claim {
    /// The verifier whose hash the popup carried.
    pub verifier: Secret,
    /// The code from the popup's message; none while polling.
    pub code: Option<Secret>,
}

/// What the frame gets.
#[derive(Debug)]
pub enum HandedOver {
    /// Nothing yet (or not any more).
    Pending,
    /// A session of its own.
    Session(NewSession),
    /// The consent ended otherwise.
    Ended(Outcome),
}

impl Service {
    /// Trades a claim for a frame's session.
    pub async fn claim(&self, claim: &Claim) -> Result<HandedOver, Failure> {
        let code = claim.code.as_ref().map(Secret::hash);
        let outcome = self
            .inner
            .store
            .handovers()
            .claim(&claim.verifier.hash(), code.as_ref(), self.now())
            .await?;
        Ok(match outcome {
            None => HandedOver::Pending,
            Some(Outcome::Authorized(account)) => {
                HandedOver::Session(self.start_session(&Holder::Frame(account)).await?)
            }
            Some(other) => HandedOver::Ended(other),
        })
    }
}
