//! What others measured, as far as it is known well enough: shown as a quiet band, never as a mark to reach
//! (science.md 1.3).

use crate::catalog::{Benchmark, Confidence, Mover, Norm, Spread};

/// The smallest change worth having, as a share of the standard deviation between people (Hopkins; Swinton 2018, Front
/// Nutr 5:41).
const WORTHWHILE: f64 = 0.2;

/// The band of other people, in the unit of the benchmark.
#[derive(Clone, Debug, PartialEq)]
pub struct NormBand {
    /// The lowest value of any group.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// Whose it is, what it is, and where it was read; one sentence.
    pub words: String,
}

/// The norms that are sure enough to be shown (science.md 5.8: medium confidence and better).
fn sure(benchmark: &Benchmark) -> impl Iterator<Item = &Norm> {
    benchmark.norms.iter().filter(|norm| norm.confidence >= Confidence::Medium)
}

/// The band of other people: the hull of the groups whose figures are sure enough. `None` where there is none.
pub fn norm_band(benchmark: &Benchmark) -> Option<NormBand> {
    let with_band = || sure(benchmark).filter_map(|norm| Some((norm, norm.band?)));
    let (low, high) = with_band()
        .map(|(_, band)| (band.min, band.max))
        .reduce(|(low, high), (other_low, other_high)| (low.min(other_low), high.max(other_high)))?;
    let people: Vec<&str> = with_band().map(|(norm, _)| norm.people.as_str()).collect();
    let mut sources: Vec<&str> = with_band().map(|(norm, _)| norm.source.as_str()).collect();
    sources.dedup();
    let spread = match with_band().next().map(|(norm, _)| norm.spread) {
        Some(Spread::Range) => "the range",
        Some(Spread::OneSd) | None => "mean ± one standard deviation",
    };
    let is_moved = with_band().any(|(norm, _)| norm.mover == Mover::Tester);
    let farther = if is_moved { " A tester reaches farther than one’s own strength." } else { "" };
    let words = format!("{spread} of {} ({}).{farther}", people.join(" and "), sources.join("; "));
    Some(NormBand { low, high, words })
}

/// Every norm that is sure enough, in words: who, what, and where it was read.
pub fn norm_words(benchmark: &Benchmark) -> Vec<String> {
    sure(benchmark).map(|norm| format!("{}: {} ({}).", norm.people, norm.value, norm.source)).collect()
}

/// The standard deviation between people: the mean of those of the groups for which it was reported. `None` of none.
pub fn between_people_sd(benchmark: &Benchmark) -> Option<f64> {
    let sds = sure(benchmark).filter(|norm| norm.spread == Spread::OneSd).filter_map(|norm| norm.band);
    let sds: Vec<f64> = sds.map(|band| (band.max - band.min) / 2.0).collect();
    (!sds.is_empty()).then(|| sds.iter().sum::<f64>() / sds.len() as f64)
}

/// The smallest change worth having, in the unit of the benchmark: a fifth of the standard deviation between people.
/// `None` where that is not known.
pub fn worthwhile(benchmark: &Benchmark) -> Option<f64> {
    between_people_sd(benchmark).map(|sd| WORTHWHILE * sd)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    #[test]
    fn the_band_is_the_hull_of_sure_groups_and_its_words_say_whose_it_is() {
        let catalog = Catalog::built_in().expect("the catalogue parses");
        let check = |id: &str, expected: Option<(f64, f64)>, sd: Option<f64>, words: &str| {
            let benchmark = catalog.benchmark(&id.into()).expect("known");
            let band = norm_band(benchmark);
            assert_eq!(band.as_ref().map(|band| (band.low, band.high)), expected, "{id}");
            assert!(band.is_none_or(|band| band.words.contains(words)), "{id}");
            assert_eq!(between_people_sd(benchmark).map(|sd| (sd * 100.0).round() / 100.0), sd, "{id}");
        };
        check("ktw", Some((9.2, 14.8)), Some(2.8), "35 healthy adults (Hoch");
        check("ake", Some((7.4, 26.9)), Some(7.55), "men of 18–24 (123 people in all) and women");
        check("slr", Some((61.7, 85.8)), Some(8.15), "A tester reaches farther");
        check("hip_flex", Some((104.6, 132.5)), Some(10.85), "Czuppon");
        check("hip_ir", Some((17.1, 45.4)), Some(10.25), "hip bent");
        check("hip_er", Some((33.8, 60.1)), Some(10.65), "hip bent");
        check("neck_rot", Some((60.0, 80.0)), None, "the range of 400 adults");
        // Only textbooks, only means, another position, or only the old.
        for id in ["wrist_ext", "sh_er90", "sit_reach", "sh_flex", "thor_rot", "back_scr", "oh_gap", "ohs"] {
            check(id, None, None, "");
        }
    }

    #[test]
    fn what_is_not_sure_is_not_said() {
        let catalog = Catalog::built_in().expect("the catalogue parses");
        for benchmark in catalog.benchmarks() {
            for norm in &benchmark.norms {
                let is_said = norm_words(benchmark).iter().any(|words| words.contains(&norm.value));
                assert_eq!(is_said, norm.confidence >= Confidence::Medium, "{}: {}", benchmark.id, norm.value);
            }
        }
    }
}
