//! Points: 65,000 an hour for the app over all its users and sites; and bursts.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Counts points in the running UTC hour.
#[derive(Debug, Default)]
pub struct Meter {
    hour: Option<Timestamp>,
    used: u64,
    buckets: HashMap<(Uuid, String), Bucket>,
}

#[derive(Debug)]
struct Bucket {
    tokens: f64,
    at: Timestamp,
}

/// State of the pool for the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PointsLeft {
    /// Size of the pool.
    pub limit: u64,
    /// What is left of it; 0 when it is overdrawn.
    pub remaining: u64,
    /// Top of the next UTC hour.
    pub reset: Timestamp,
    /// Seconds until then, at least 1.
    pub seconds: i64,
}

impl PointsLeft {
    /// Less than a fifth is left.
    pub fn near_limit(&self) -> bool {
        self.remaining * 5 < self.limit
    }
}

/// Requests a second for one site and endpoint.
#[derive(Debug, Clone, Copy)]
pub struct Burst(pub f64);

impl Meter {
    /// Adds points of an answered call; an answer may overdraw the pool.
    pub fn add(&mut self, points: u64, now: Timestamp) {
        self.turn(now);
        self.used += points;
    }

    /// As if so many points had been used in this hour.
    pub fn set_used(&mut self, points: u64, now: Timestamp) {
        self.turn(now);
        self.used = points;
    }

    /// Points used in this hour.
    pub fn used(&mut self, now: Timestamp) -> u64 {
        self.turn(now);
        self.used
    }

    /// What is left of `limit`.
    pub fn left(&mut self, limit: u64, now: Timestamp) -> PointsLeft {
        self.turn(now);
        let reset = next_hour(now);
        PointsLeft {
            limit,
            remaining: limit.saturating_sub(self.used),
            reset,
            seconds: reset.duration_since(now).as_secs().max(1),
        }
    }

    /// Takes one token from the bucket of a site and endpoint; `false` when it is empty.
    pub fn take_burst(&mut self, site: Uuid, endpoint: &str, burst: Burst, now: Timestamp) -> bool {
        let bucket = self
            .buckets
            .entry((site, endpoint.to_owned()))
            .or_insert(Bucket {
                tokens: burst.0,
                at: now,
            });
        let passed = now.duration_since(bucket.at).as_secs_f64().max(0.0);
        bucket.tokens = (bucket.tokens + passed * burst.0).min(burst.0);
        bucket.at = now;
        let full = bucket.tokens >= 1.0;
        if full {
            bucket.tokens -= 1.0;
        }
        full
    }

    fn turn(&mut self, now: Timestamp) {
        let hour = hour_of(now);
        if self.hour != Some(hour) {
            self.hour = Some(hour);
            self.used = 0;
        }
    }
}

fn hour_of(now: Timestamp) -> Timestamp {
    let second = now.as_second();
    Timestamp::from_second(second - second.rem_euclid(3600)).unwrap_or(now)
}

fn next_hour(now: Timestamp) -> Timestamp {
    hour_of(now)
        .saturating_add(SignedDuration::from_hours(1))
        .unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_pool_fills_at_the_top_of_the_utc_hour() {
        let mut meter = Meter::default();
        meter.add(70, at("2026-11-23T09:59:00Z"));
        let left = meter.left(100, at("2026-11-23T09:59:30Z"));
        assert_eq!((left.remaining, left.seconds), (30, 30));
        assert_eq!(left.reset, at("2026-11-23T10:00:00Z"));
        assert_eq!(meter.left(100, at("2026-11-23T10:00:00Z")).remaining, 100);
    }

    #[test]
    fn an_overdrawn_pool_has_nothing_left() {
        let mut meter = Meter::default();
        meter.add(101, at("2026-11-23T09:00:00Z"));
        assert_eq!(meter.left(100, at("2026-11-23T09:00:01Z")).remaining, 0);
    }

    #[test]
    fn a_bucket_gives_its_burst_and_fills_again_within_a_second() {
        let mut meter = Meter::default();
        let now = at("2026-11-23T09:00:00Z");
        let mut take = |now| meter.take_burst(Uuid::nil(), "GET /x", Burst(2.0), now);
        assert_eq!([take(now), take(now), take(now)], [true, true, false]);
        assert!(take(now + SignedDuration::from_millis(500)));
    }
}
