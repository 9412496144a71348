//! The sandbox's time: real time plus an offset, or a frozen instant.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

type Source = Box<dyn Fn() -> Timestamp + Send + Sync>;

/// A settable clock. All of the sandbox reads this one; latency and delays alone are real time.
pub struct Clock {
    source: Source,
    setting: Mutex<Setting>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Setting {
    offset: SignedDuration,
    frozen: Option<Timestamp>,
}

/// What the clock shows.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Reading {
    /// The sandbox's time.
    pub now: Timestamp,
    /// Seconds added to real time (meaningless while frozen).
    pub offset_seconds: i64,
    /// Whether the time stands still.
    pub frozen: bool,
}

impl Clock {
    /// Real time, until somebody sets it.
    pub fn real() -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where the sandbox meets real time; everything else asks this clock"
        )]
        Self::over(Timestamp::now)
    }

    /// A clock that stands at `at` until somebody moves it: for tests.
    pub fn standing_at(at: Timestamp) -> Self {
        Self::over(move || at)
    }

    /// A clock over another source of time.
    pub fn over(source: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self {
            source: Box::new(source),
            setting: Mutex::default(),
        }
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        let setting = *self.setting();
        match setting.frozen {
            Some(at) => at,
            None => shifted((self.source)(), setting.offset),
        }
    }

    /// The time and how it is made.
    pub fn reading(&self) -> Reading {
        let setting = *self.setting();
        Reading {
            now: self.now(),
            offset_seconds: setting.offset.as_secs(),
            frozen: setting.frozen.is_some(),
        }
    }

    /// From now on it is `at`; the time goes on from there, or stands still if it is frozen.
    pub fn set(&self, at: Timestamp) {
        let real = (self.source)();
        let mut setting = self.setting();
        if setting.frozen.is_some() {
            setting.frozen = Some(at);
        }
        setting.offset = at.duration_since(real);
    }

    /// Moves the time by `by`, backwards if it is negative.
    pub fn advance(&self, by: SignedDuration) {
        self.set(shifted(self.now(), by));
    }

    /// Stops the time, or lets it go on from where it stands.
    pub fn freeze(&self, frozen: bool) {
        let now = self.now();
        self.setting().frozen = frozen.then_some(now);
        if !frozen {
            self.set(now);
        }
    }

    /// Back to the source's time.
    pub fn reset(&self) {
        *self.setting() = Setting::default();
    }

    fn setting(&self) -> std::sync::MutexGuard<'_, Setting> {
        self.setting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn shifted(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(at)
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Clock").field(&self.reading()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Timestamp {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn an_hour_passes_when_it_is_advanced_by_an_hour() {
        let clock = Clock::standing_at(noon());
        clock.advance(SignedDuration::from_hours(1));
        assert_eq!(clock.now().to_string(), "2026-11-23T13:00:00Z");
    }

    #[test]
    fn a_frozen_clock_stands_until_it_is_set_or_released() {
        let source = std::sync::Arc::new(Mutex::new(noon()));
        let shared = source.clone();
        let clock = Clock::over(move || *shared.lock().unwrap());
        clock.freeze(true);
        *source.lock().unwrap() += SignedDuration::from_secs(90);
        assert_eq!(clock.now(), noon());
        clock.freeze(false);
        *source.lock().unwrap() += SignedDuration::from_secs(1);
        assert_eq!(clock.now(), noon() + SignedDuration::from_secs(1));
    }

    #[test]
    fn reset_goes_back_to_real_time() {
        let clock = Clock::standing_at(noon());
        clock.set("2030-01-01T00:00:00Z".parse().unwrap());
        clock.reset();
        assert_eq!(clock.now(), noon());
    }
}
