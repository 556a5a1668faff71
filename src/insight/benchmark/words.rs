//! Results in words (science.md 5.9): what was measured, how it compares, how much the test errs; never a promise.

use super::{
    Asymmetry, ChangeProbabilities, Claim, Course, Drift, Missing, Part, Session, SideResults, Verdict, change_worth,
};
use crate::catalog::{Benchmark, Unit};
use crate::domain::Side;

impl Verdict {
    /// The verdict in a few words, lower case.
    pub fn words(self) -> &'static str {
        match self {
            Self::CantTellYet(_) => "can’t tell yet",
            Self::RoughLook => "a rough look",
            Self::Within => "within normal variation",
            Self::MayBeChanging => "may be changing",
            Self::FirstSign(_) => "first sign, confirm next time",
            Self::Improved => "improved beyond error",
            Self::Declined => "declined beyond error",
        }
    }

    /// What follows from it, or what it waits for; a sentence, or nothing.
    pub fn remark(self) -> String {
        match self {
            Self::CantTellYet(Missing::Retests { more: 1 }) => "One more retest is needed.".to_owned(),
            Self::CantTellYet(Missing::Retests { more }) => format!("{more} more retests are needed."),
            Self::CantTellYet(Missing::Error) => {
                "Its error is not known yet: it is learned from nine retests that count.".to_owned()
            }
            Self::RoughLook => "Its error is large or unknown, so no change is claimed.".to_owned(),
            Self::Within | Self::MayBeChanging => String::new(),
            Self::FirstSign(Course::Better) => "Better than the baseline; the next retest may confirm it.".to_owned(),
            Self::FirstSign(Course::Worse) => "Behind the baseline; the next retest may confirm it.".to_owned(),
            Self::Improved | Self::Declined => "Two retests in a row agree.".to_owned(),
        }
    }
}

impl SideResults {
    /// "11.1 cm, +1.7 since baseline; your test can wobble ±1.3": the numbers behind the verdict. Empty without retests.
    pub fn numbers(&self, benchmark: &Benchmark) -> String {
        let Some(latest) = self.latest() else { return String::new() };
        let value = format!("{}{}", number(latest.score, benchmark), benchmark.unit.suffix());
        let wobble = self.wobble().map(|wobble| format!("±{}", number(wobble, benchmark)));
        match (self.since_baseline(), wobble) {
            (Some(change), Some(wobble)) => {
                let change = signed(change, benchmark);
                format!("{value}, {change} since baseline; your test can wobble {wobble}.")
            }
            (Some(change), None) => format!("{value}, {} since baseline.", signed(change, benchmark)),
            (None, Some(wobble)) => format!("{value}; two single tests can differ by {wobble} by error alone."),
            (None, None) => format!("{value}."),
        }
    }

    /// Which retests the baseline is made of, how many there are, and where the error comes from.
    pub fn baseline_words(&self) -> String {
        let count = self.counted().count();
        let Some(baseline) = self.baseline else { return counted_words(count) };
        let first = self.sessions.iter().take_while(|session| session.part != Part::Counted).count() + 1;
        let last = self.nth_counted(baseline.tests).map_or(first, |place| place + 1);
        let between = if last - first + 1 == baseline.tests { "–" } else { " to " };
        let learned = match self.error {
            Some(error) if error.differences > 0 => "error learned from your own repeats and published values",
            Some(_) => "error as published for trained raters, enlarged by about a quarter for testing oneself",
            None => "error not known yet",
        };
        format!("Baseline: retests {first}{between}{last}. {}; {learned}.", counted_words(count))
    }

    /// Where among all sessions the n-th that counts stands.
    fn nth_counted(&self, n: usize) -> Option<usize> {
        let counted = self.sessions.iter().enumerate().filter(|(_, session)| session.part == Part::Counted);
        counted.map(|(place, _)| place).nth(n.checked_sub(1)?)
    }
}

impl Session {
    /// What part it takes, in words; empty where it counts.
    pub fn part_words(&self) -> &'static str {
        match self.part {
            Part::Practice => "practice, not counted",
            Part::Doubtful => "not comparable, not counted",
            Part::Counted => "",
        }
    }
}

impl Asymmetry {
    /// What may be said of left and right; empty where nothing may.
    pub fn words(&self, benchmark: &Benchmark) -> String {
        let with_unit = |value: f64| format!("{}{}", number(value, benchmark), benchmark.unit.suffix());
        match *self {
            Self::Unasked => String::new(),
            Self::CantTellYet => "Left and right: compared from two retests of both sides on.".to_owned(),
            Self::WithinError { by, limit } => format!(
                "Left and right differ by {}; from {} on, twice, it would be more than test error.",
                with_unit(by),
                number(limit, benchmark)
            ),
            Self::WithinArc { by, arcs: Some(arcs) } => format!(
                "Left and right differ by {}, twice, but both rotations together only by {}: the arc is turned, and no \
                 side is behind. In people who throw that is usual.",
                with_unit(by),
                with_unit(arcs)
            ),
            Self::WithinArc { by, arcs: None } => format!(
                "Left and right differ by {}, twice. Whether one is behind shows only with both rotations together: test \
                 the external one too.",
                with_unit(by)
            ),
            Self::BeyondError { by, limit, behind } => format!(
                "Left and right differ by {}, more than test error ({}), twice; the {} is behind. Many healthy people \
                 differ.",
                with_unit(by),
                number(limit, benchmark),
                match behind {
                    Side::Left => "left",
                    Side::Right => "right",
                    Side::Midline => "middle",
                }
            ),
        }
    }
}

impl SideResults {
    /// The drift in words, lower case, ending in a full stop. Nothing where a change is confirmed and the drift adds no
    /// claim to it: "improved" and "no clear trend" side by side would say two things.
    pub fn drift_words(&self, benchmark: &Benchmark) -> Option<String> {
        let drift = self.drift?;
        let is_confirmed = matches!(self.verdict, Verdict::Improved | Verdict::Declined);
        let adds_nothing = is_confirmed && drift.claim == Claim::Unclear;
        (!adds_nothing).then(|| drift.words(benchmark))
    }
}

impl Drift {
    /// The drift in words.
    pub(super) fn words(&self, benchmark: &Benchmark) -> String {
        let Self { per_28_days, interval, claim, retests } = *self;
        let unit = benchmark.unit.suffix();
        let slope = format!("{}{unit} in 28 days", signed(per_28_days, benchmark));
        match (claim, interval) {
            (Claim::Rough, _) => format!("rough slope {slope}, {retests} retests; too few for a trend."),
            (Claim::Trend, Some((low, high))) => format!(
                "steady trend, {slope} (likely {} to {}), {retests} retests.",
                signed(low, benchmark),
                signed(high, benchmark)
            ),
            (Claim::Trend, None) => format!("steady trend, {slope}, {retests} retests."),
            (Claim::Plateau { fastest, worthwhile }, _) => format!(
                "a plateau: at most {}{unit} better in 28 days, less than is worth having ({}), {retests} retests.",
                precise(fastest.max(0.0), benchmark),
                precise(worthwhile, benchmark)
            ),
            (Claim::Unclear, _) => {
                format!("no clear trend yet, whether a plateau or slow progress; slope {slope}, {retests} retests.")
            }
        }
    }
}

/// The chances that a change is worth having, too small to matter, or harmful; a sentence, or nothing.
pub fn worth_words(benchmark: &Benchmark, side: &SideResults) -> String {
    let Some(ChangeProbabilities { better, trivial, worse }) = change_worth(benchmark, side) else {
        return String::new();
    };
    let percent = |share: f64| match share * 100.0 {
        ..1.0 => "below 1\u{a0}%".to_owned(),
        99.0.. => "above 99\u{a0}%".to_owned(),
        percent => format!("{percent:.0}\u{a0}%"),
    };
    format!(
        "Chance that it is worth having: {}; too small to matter: {}; for the worse: {}.",
        percent(better),
        percent(trivial),
        percent(worse)
    )
}

/// "1 retest counts", "8 retests count".
pub fn counted_words(count: usize) -> String {
    match count {
        1 => "1 retest counts".to_owned(),
        count => format!("{count} retests count"),
    }
}

/// A value as precise as the test is, with a true minus: whole degrees and points, millimetres; in other
/// units by the width of the range.
pub fn number(value: f64, benchmark: &Benchmark) -> String {
    let decimals = match &benchmark.unit {
        Unit::Cm => 1,
        Unit::Degrees | Unit::Points => 0,
        Unit::Own(_) => match benchmark.hard.max - benchmark.hard.min {
            ..20.0 => 2,
            ..500.0 => 1,
            _ => 0,
        },
    };
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.chars().all(|c| matches!(c, '0' | '.'));
    if value < 0.0 && !is_zero { format!("−{text}") } else { text }
}

/// A value with one digit more than [`number`] shows.
fn precise(value: f64, benchmark: &Benchmark) -> String {
    let decimals = number(0.0, benchmark).split_once('.').map_or(0, |(_, decimals)| decimals.len());
    format!("{value:.0$}", decimals + 1)
}

/// A difference with its sign: "+1.7", "−0.4", "±0" where it rounds to nothing.
pub fn signed(value: f64, benchmark: &Benchmark) -> String {
    let text = number(value, benchmark);
    let is_zero = text.chars().all(|c| matches!(c, '0' | '.'));
    match (is_zero, value < 0.0) {
        (true, _) => format!("±{text}"),
        (false, true) => text,
        (false, false) => format!("+{text}"),
    }
}
