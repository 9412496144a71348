//! When to try again: waiting as a parameter, and the schedule of waits of one call.

use std::time::Duration;

use futures::future::BoxFuture;

/// Tries of one call, the first one included.
const TRIES: u32 = 4;
/// The first wait where Atlassian names none.
const FIRST: Duration = Duration::from_secs(2);
/// Where the doubling ends.
pub(crate) const LONGEST: Duration = Duration::from_secs(30);

/// How the client waits, so that tests need no real time.
pub trait Sleeper: Send + Sync + 'static {
    /// Completes after `wait`.
    fn sleep(&self, wait: Duration) -> BoxFuture<'static, ()>;

    /// A random number in `0.0..1.0`. It spreads the retries of many callers over time.
    fn chance(&self) -> f64;
}

/// Waits on tokio's timer and rolls the thread's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealSleeper;

impl Sleeper for RealSleeper {
    fn sleep(&self, wait: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(wait))
    }

    fn chance(&self) -> f64 {
        rand::random()
    }
}

/// Whether a failed try may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// The answer would be the same.
    Never,
    /// After our own wait.
    Soon,
    /// After the wait that Atlassian named.
    After(Duration),
}

/// The waits of one call: Atlassian's own, else 2 s doubling to 30 s, with jitter.
pub(crate) struct Waits<'a> {
    sleeper: &'a dyn Sleeper,
    /// What is left of the patience.
    left: Duration,
    tries: u32,
    backoff: Duration,
}

impl<'a> Waits<'a> {
    pub(crate) fn new(sleeper: &'a dyn Sleeper, patience: Duration) -> Self {
        Self {
            sleeper,
            left: patience,
            tries: 1,
            backoff: FIRST,
        }
    }

    /// Counts the time that a failed request took: whoever waits for the call waited for it too.
    pub(crate) fn took(&mut self, time: Duration) {
        self.left = self.left.saturating_sub(time);
    }

    /// How long to wait before the next try; none when the call should give up.
    pub(crate) fn next(&mut self, again: Again) -> Option<Duration> {
        if self.tries >= TRIES {
            return None;
        }
        let jitter = 0.7 + 0.6 * self.sleeper.chance().clamp(0.0, 1.0);
        let wait = match again {
            Again::Soon => {
                let wait = self.backoff.mul_f64(jitter);
                self.backoff = (self.backoff * 2).min(LONGEST);
                wait
            }
            // Asking before the named time costs a try for nothing, so jitter only adds; and what
            // it adds must not turn a wait within patience into one beyond.
            Again::After(named) if named <= self.left => {
                named.mul_f64(jitter.max(1.0)).min(self.left)
            }
            Again::Never | Again::After(_) => return None,
        };
        self.left = self.left.checked_sub(wait)?;
        self.tries += 1;
        Some(wait)
    }
}

#[cfg(test)]
mod tests;
