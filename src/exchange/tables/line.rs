//! One row of a table, and what its cells say.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::words::{TrialSide, Word, WorkKind};
use super::{CIRCUIT_ROW, OF_STATION, cells};
use crate::domain::{
    BeforeAfter, Cause, Doubt, Flag, Group, Metric, MetricId, MetricValue, PainAnswer, Pressure, PressureTarget,
    Rating, Region, RegionRating, Response, Stamp, Station, StationDone, TrialPhoto, Work,
};
use crate::exchange::table::{CsvRow, number};

/// What a row may say of a region: a rating of now, or answers about what was before.
pub(super) enum AboutRegion {
    Rating(RegionRating),
    Answers(Option<Response>, Option<PainAnswer>),
}

/// One row, by the names of its columns. Its errors name the column and never the cell.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) row: &'a CsvRow,
    pub(super) columns: &'a BTreeMap<&'static str, usize>,
}

impl Line<'_> {
    pub(super) fn raw(&self, column: &str) -> &str {
        self.columns.get(column).map_or("", |&at| self.row.cell(at))
    }

    /// A cell that holds no free text.
    pub(super) fn cell(&self, column: &str) -> &str {
        self.raw(column).trim()
    }

    pub(super) fn text(&self, column: &str) -> String {
        cells::text(self.raw(column)).to_owned()
    }

    /// Whether each of the columns is empty.
    pub(super) fn are_empty(&self, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.cell(column).is_empty())
    }

    pub(super) fn when(&self) -> Result<Stamp, String> {
        cells::moment(self.cell("when"), &self.text("zone"))
            .ok_or_else(|| "`when` is not a moment such as 2026-03-04T07:12:00+01:00".to_owned())
    }

    pub(super) fn id(&self, column: &str) -> Result<String, String> {
        Some(self.text(column)).filter(|id| !id.is_empty()).ok_or_else(|| format!("`{column}` is empty"))
    }

    pub(super) fn whole(&self, column: &str) -> Result<u32, String> {
        self.cell(column).parse().map_err(|_refused| format!("`{column}` is not a whole number"))
    }

    /// Seconds of which none is also an empty cell.
    pub(super) fn secs(&self, column: &str) -> Result<u32, String> {
        if self.cell(column).is_empty() { Ok(0) } else { self.whole(column) }
    }

    pub(super) fn scale<T: TryFrom<u8> + Display + Copy>(
        &self,
        column: &str,
        min: T,
        max: T,
    ) -> Result<Option<T>, String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        let value = cell.parse::<u8>().ok().and_then(|value| T::try_from(value).ok());
        value.map(Some).ok_or_else(|| format!("`{column}` is not a whole number from {min} to {max}"))
    }

    pub(super) fn word<T: Word>(&self, column: &str) -> Result<T, String> {
        T::of_word(self.cell(column)).ok_or_else(|| format!("`{column}` is not {}", T::choices()))
    }

    pub(super) fn word_if_any<T: Word>(&self, column: &str) -> Result<Option<T>, String> {
        if self.cell(column).is_empty() { Ok(None) } else { self.word(column).map(Some) }
    }

    pub(super) fn percent(&self, column: &str) -> Result<Option<u8>, String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        let value = cell.parse().ok().filter(|percent| *percent <= 100);
        value.map(Some).ok_or_else(|| format!("`{column}` is not a whole number from 0 to 100"))
    }

    pub(super) fn number(&self, column: &str) -> Result<f64, String> {
        number(self.cell(column)).ok_or_else(|| format!("`{column}` is not a number"))
    }

    pub(super) fn region(&self, column: &str) -> Result<Region, String> {
        self.cell(column).parse().map_err(|_refused| format!("`{column}` is none that Supple knows"))
    }

    pub(super) fn about_region(&self) -> Result<Option<(Region, AboutRegion)>, String> {
        let is_unrated = self.are_empty(&["soreness", "stiffness", "wrong", "until"]);
        let is_unanswered = self.are_empty(&["morning", "pain_answer"]);
        if self.cell("region").is_empty() {
            return match (is_unrated, is_unanswered) {
                (true, true) => Ok(None),
                (false, _) => Err("a rating stands there without a `region`".to_owned()),
                (true, false) => Err("an answer stands there without a `region`".to_owned()),
            };
        }
        let region = self.region("region")?;
        let about = match (is_unrated, is_unanswered) {
            (_, true) => AboutRegion::Rating(RegionRating {
                soreness: self.scale("soreness", Rating::MIN, Rating::MAX)?,
                stiffness: self.scale("stiffness", Rating::MIN, Rating::MAX)?,
                wrong: self.flag()?,
            }),
            (true, false) => AboutRegion::Answers(self.word_if_any("morning")?, self.word_if_any("pain_answer")?),
            (false, false) => return Err("a rating and an answer of another moment stand in one row".to_owned()),
        };
        Ok(Some((region, about)))
    }

    pub(super) fn flag(&self) -> Result<Option<Flag>, String> {
        let until = self.cell("until");
        let date = until.parse().map_err(|_refused| "`until` is not a day such as 2026-03-04".to_owned());
        match (self.word_if_any("wrong")?, until.is_empty()) {
            (Some(concern), true) => Ok(Some(Flag { concern, until: None })),
            (Some(concern), false) => Ok(Some(Flag { concern, until: Some(date?) })),
            (None, true) => Ok(None),
            (None, false) => Err("`until` stands there without a `wrong`".to_owned()),
        }
    }

    pub(super) fn spared(&self) -> Result<Option<(Region, Cause)>, String> {
        match (self.are_empty(&["spared"]), self.are_empty(&["cause"])) {
            (true, true) => Ok(None),
            (false, false) => Ok(Some((self.region("spared")?, self.word("cause")?))),
            (true, false) | (false, true) => Err("only one of `spared` and `cause` stands there".to_owned()),
        }
    }

    pub(super) fn treated(&self) -> Result<Option<(Region, BeforeAfter)>, String> {
        if self.are_empty(&["treated", "scale", "before", "after"]) {
            return Ok(None);
        }
        let after = self.scale("after", Rating::MIN, Rating::MAX)?.ok_or("`after` is empty")?;
        let before = self.scale("before", Rating::MIN, Rating::MAX)?;
        Ok(Some((self.region("treated")?, BeforeAfter { scale: self.word("scale")?, before, after })))
    }

    pub(super) fn seed(&self) -> Result<Option<u64>, String> {
        match self.cell("seed") {
            "" => Ok(None),
            cell => cells::seed(cell).map(Some).ok_or_else(|| "`seed` is not a number such as 0x2f".to_owned()),
        }
    }

    pub(super) fn doubts(&self) -> Result<BTreeSet<Doubt>, String> {
        let doubts = self.cell("doubts").split_whitespace().map(Doubt::of_word);
        doubts.collect::<Option<_>>().ok_or_else(|| format!("a word of `doubts` is not {}", Doubt::choices()))
    }

    pub(super) fn photo(&self) -> Result<Option<TrialPhoto>, String> {
        if self.are_empty(&["photo_side", "photo_trial", "photo", "points"]) {
            return Ok(None);
        }
        let trial = self.whole("photo_trial")?.checked_sub(1).ok_or("`photo_trial` counts from 1")?;
        let points = cells::points(self.cell("points")).ok_or("`points` are not such as 12.5 300 / 40 310.25")?;
        let side = self.word::<TrialSide>("photo_side")?.of_body();
        Ok(Some(TrialPhoto { side, trial, file: self.text("photo"), points }))
    }

    pub(super) fn measurement(&self) -> Result<Option<(MetricId, MetricValue)>, String> {
        if self.cell("metric").is_empty() {
            let is_empty = self.are_empty(&["value"]);
            return if is_empty { Ok(None) } else { Err("a `value` stands there without a `metric`".to_owned()) };
        }
        let id = MetricId::from(self.text("metric").as_str());
        let value =
            MetricValue::try_from(self.number("value")?).map_err(|_refused| "`value` is not a number".to_owned())?;
        match Metric::of(&id) {
            Some(metric) if !metric.allows(value) => Err(metric.outside()),
            Some(_) | None => Ok(Some((id, value))),
        }
    }

    pub(super) fn station(&self) -> Result<Option<(u32, StationDone)>, String> {
        if self.cell("station").is_empty() {
            let is_empty = self.are_empty(&CIRCUIT_ROW[OF_STATION]);
            let error = "`station` is empty and the cells after it are not";
            return if is_empty { Ok(None) } else { Err(error.to_owned()) };
        }
        let id = self.id("work")?;
        let work = match self.word("work_kind")? {
            WorkKind::Drill => Work::Drill(id.as_str().into()),
            WorkKind::Technique => Work::Technique(id.as_str().into()),
        };
        let group =
            self.cell("group").parse::<Group>().map_err(|_refused| "`group` is none that Supple knows".to_owned())?;
        let [from, to] =
            ["pressure_from", "pressure_to"].map(|column| self.scale(column, Pressure::MIN, Pressure::MAX));
        let pressure = match (from?, to?) {
            (None, None) => None,
            (Some(from), Some(to)) => Some(PressureTarget { from, to }),
            (Some(_), None) | (None, Some(_)) => return Err("only one end of the pressure stands there".to_owned()),
        };
        let station = Station {
            phase: self.word("phase")?,
            work,
            group,
            sides: self.word("sides")?,
            secs_per_side: self.whole("secs_per_side")?,
            pressure,
        };
        let done = StationDone {
            left_secs: self.secs("left_secs")?,
            right_secs: self.secs("right_secs")?,
            together_secs: self.secs("together_secs")?,
            response: self.word_if_any("response")?,
            felt: self.scale("felt", Pressure::MIN, Pressure::MAX)?,
            skipped: self.word_if_any("skipped")?,
            chance_percent: self.percent("chance_percent")?,
            station,
        };
        Ok(Some((self.whole("station")?, done)))
    }

    pub(super) fn trial(&self) -> Result<Option<(TrialSide, u32, f64)>, String> {
        if self.are_empty(&["side", "trial", "value"]) {
            return Ok(None);
        }
        Ok(Some((self.word("side")?, self.whole("trial")?, self.number("value")?)))
    }
}
