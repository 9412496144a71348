use proptest::prelude::*;

use super::*;

/// Never waits; its dice always show the same.
struct Fixed(f64);

impl Sleeper for Fixed {
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async {})
    }

    fn chance(&self) -> f64 {
        self.0
    }
}

const MIDDLE: Fixed = Fixed(0.5);

fn schedule(sleeper: &Fixed, patience: u64, again: Again) -> Vec<f64> {
    let mut waits = Waits::new(sleeper, Duration::from_secs(patience));
    std::iter::from_fn(|| waits.next(again))
        .map(|wait| wait.as_secs_f64())
        .collect()
}

#[test]
fn a_call_is_tried_four_times_with_doubling_waits() {
    assert_eq!(schedule(&MIDDLE, 100, Again::Soon), [2.0, 4.0, 8.0]);
}

#[test]
fn jitter_spreads_the_waits_by_thirty_percent_each_way() {
    let early = schedule(&Fixed(0.0), 100, Again::Soon);
    let late = schedule(&Fixed(1.0), 100, Again::Soon);
    assert!((early[0] - 1.4).abs() < 1e-6 && (late[0] - 2.6).abs() < 1e-6);
}

#[test]
fn a_named_wait_is_never_shortened() {
    assert_eq!(
        schedule(&Fixed(0.0), 100, Again::After(Duration::from_secs(7))),
        [7.0, 7.0, 7.0]
    );
}

#[test]
fn a_named_wait_as_long_as_the_patience_is_still_waited() {
    assert_eq!(
        schedule(&Fixed(1.0), 7, Again::After(Duration::from_secs(7))),
        [7.0]
    );
}

#[test]
fn a_named_wait_beyond_the_patience_gives_up_at_once() {
    assert!(schedule(&MIDDLE, 15, Again::After(Duration::from_secs(1847))).is_empty());
}

#[test]
fn what_failed_requests_took_leaves_less_patience() {
    let mut waits = Waits::new(&MIDDLE, Duration::from_secs(10));
    waits.took(Duration::from_secs(7));
    assert_eq!(waits.next(Again::Soon), Some(Duration::from_secs(2)));
    waits.took(Duration::from_secs(7));
    assert_eq!(waits.next(Again::Soon), None);
}

#[test]
fn what_cannot_change_is_not_tried_again() {
    assert!(schedule(&MIDDLE, 100, Again::Never).is_empty());
}

proptest! {
    #[test]
    fn all_waits_together_stay_within_the_patience(
        patience in 0_u64..200, chance in 0.0..1.0_f64, named in proptest::option::of(0_u64..100),
    ) {
        let again = named.map_or(Again::Soon, |s| Again::After(Duration::from_secs(s)));
        let sum: f64 = schedule(&Fixed(chance), patience, again).iter().sum();
        prop_assert!(sum <= Duration::from_secs(patience).as_secs_f64() + 1e-6);
    }
}
