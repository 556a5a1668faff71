//! Sample data: a made-up training life that ends now, for the sandbox profile and for tests.
//!
//! The same inputs give the same document on every machine: the only randomness is the seed's, and noise is made of sums
//! and products alone, since functions like `exp` may differ in their last digit between platforms.
//!
//! What is in it, so that screens and estimates have something true to find:
//! - weeks of four or five trainings, every fourth one lighter; soreness of the trained tissues is highest on the next
//!   morning and gone after four days (science: onset and decay of delayed soreness);
//! - check-ins on most days, none in a holiday and an illness, few days without any reason;
//! - the right side gets sorer than the left (`tissues`);
//! - the right soleus stays stiff at 5 to 6 throughout; the front of the right hip falls from about 5 to about 3 a
//!   month ago;
//! - circuits on most evenings; on the hamstrings one technique helps and one does not (`circuits`);
//! - on most mornings sleep, energy, mood, stress and soreness, water and food, a resting pulse, before hard days a jump,
//!   and how the regions feel that were treated the evening before (`daily`);
//! - retests of four benchmarks; knee-to-wall on the left gains 2 cm in the last year, the rest stays (`retests`);
//! - a bruised shin long ago, and sharp pain at the front of the right shoulder since yesterday.
//!
//! Architecture invariant: pure. The moment and the seed come in as arguments.

mod calendar;
mod circuits;
mod daily;
mod life;
mod retests;
#[cfg(test)]
mod tests;
mod tissues;

use std::collections::BTreeSet;

use fastrand::Rng;
use jiff::{ToSpan, Zoned};

use crate::catalog::Catalog;
use crate::domain::{Document, Health, Profile, Settings, Tool};

use daily::MEASURED;
use life::Life;

/// The longest sample life, in months.
pub const MONTHS_MAX: u32 = 120;

/// A plausible document of the last `months` (at most [`MONTHS_MAX`]), ending with a check-in 8 h before `now` and with
/// trainings planned for the days to come, the first one tomorrow at 07:00.
pub fn document(catalog: &Catalog, now: &Zoned, months: u32, seed: u64) -> Document {
    let today = now.date();
    let first = today.saturating_sub(i64::from(months.min(MONTHS_MAX)).months());
    let profile = Profile {
        tools: BTreeSet::from([Tool::Roller, Tool::Ball, Tool::Band, Tool::Wall, Tool::Stick, Tool::Bench]),
        minutes: 12,
        health: Health { asked: true, ..Health::default() },
        metrics: MEASURED.map(Into::into).to_vec(),
        ..Profile::default()
    };
    let records = Life::new(catalog, now, first, &profile.tools, seed).into_records();
    Document::new(records, profile, Settings::default())
}

/// Bell-shaped noise about 0 of standard deviation `sd`, never beyond 3.5 `sd`: the sum of four uniform numbers.
fn noise(rng: &mut Rng, sd: f64) -> f64 {
    const SD_OF_SUM: f64 = 0.577_350_269_189_625_8;
    let sum: f64 = (0..4).map(|_| rng.f64()).sum();
    (sum - 2.0) / SD_OF_SUM * sd
}

/// True in a share `p` of all cases.
fn chance(rng: &mut Rng, p: f64) -> bool {
    rng.f64() < p
}
