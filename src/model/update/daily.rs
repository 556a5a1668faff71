//! The rest of a check-in, and which measurements it asks for.

use crate::domain::{Amount, Edit, Habit, Metric, MetricId, MetricValue, OwnMetric, Profile, Wellness, WellnessItem};

use super::{Command, Effect, Model, Moment};

impl Model {
    pub(super) fn set_wellness(
        &mut self,
        item: WellnessItem,
        answer: Option<Wellness>,
        moment: &Moment,
    ) -> Vec<Effect> {
        self.edit_check_in(Command::SetWellness(item, answer).title(), moment, |check_in| match answer {
            Some(answer) => _ = check_in.wellness.insert(item, answer),
            None => _ = check_in.wellness.remove(&item),
        })
    }

    pub(super) fn set_habit(&mut self, habit: Habit, amount: Option<Amount>, moment: &Moment) -> Vec<Effect> {
        self.edit_check_in(Command::SetHabit(habit, amount).title(), moment, |check_in| match amount {
            Some(amount) => _ = check_in.habits.insert(habit, amount),
            None => _ = check_in.habits.remove(&habit),
        })
    }

    /// A value that cannot be true is not written down, wherever it comes from.
    pub(super) fn set_metric(&mut self, id: MetricId, value: Option<MetricValue>, moment: &Moment) -> Vec<Effect> {
        let allowed = |value| Metric::of(&id).is_none_or(|metric| metric.allows(value));
        if value.is_some_and(|value| !allowed(value)) {
            return Vec::new();
        }
        let label = Command::SetMetric(id.clone(), value).title();
        self.edit_check_in(label, moment, |check_in| match value {
            Some(value) => _ = check_in.metrics.insert(id, value),
            None => _ = check_in.metrics.remove(&id),
        })
    }

    pub(super) fn toggle_metric(&mut self, id: MetricId) -> Vec<Effect> {
        let label = Command::ToggleMetric(id.clone()).title();
        let mut profile = Profile::clone(&self.document.profile);
        match profile.metrics.iter().position(|asked| *asked == id) {
            Some(at) => _ = profile.metrics.remove(at),
            None => profile.metrics.push(id),
        }
        self.edit(label, Edit::Profile(profile))
    }

    /// Adds a measurement of the person's own, or asks again for the one of that name.
    pub(super) fn add_metric(&mut self, own: &OwnMetric) -> Vec<Effect> {
        let own = OwnMetric { label: own.label.trim().to_owned(), unit: own.unit.trim().to_owned() };
        if own.label.is_empty() {
            return Vec::new();
        }
        let label = Command::AddMetric(own.clone()).title();
        let mut profile = Profile::clone(&self.document.profile);
        let known = profile.own_metrics.iter().find(|(_, metric)| **metric == own).map(|(id, _)| id.clone());
        let id = known.unwrap_or_else(|| free_id(&own.label, &profile));
        profile.own_metrics.insert(id.clone(), own);
        if !profile.metrics.contains(&id) {
            profile.metrics.push(id);
        }
        self.edit(label, Edit::Profile(profile))
    }
}

/// An id that reads like the name and that no other metric has.
fn free_id(label: &str, profile: &Profile) -> MetricId {
    let lower = label.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = Some(words.collect::<Vec<_>>().join("_")).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| "own".to_owned());
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    let is_free = |id: &MetricId| Metric::of(id).is_none() && !profile.own_metrics.contains_key(id);
    std::iter::once(name.clone())
        .chain(numbered)
        .map(|id| MetricId::from(id.as_str()))
        .find(is_free)
        .unwrap_or_else(|| MetricId::from(name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::Day;
    use super::*;

    #[test]
    fn a_value_that_cannot_be_true_is_not_written_down() {
        let mut day = Day::new();
        let mut check = |hours: f64, kept: usize| {
            day.give(Command::SetMetric("sleep".into(), MetricValue::try_from(hours).ok()));
            assert_eq!(day.model.document().record_count(), kept, "{hours} h");
        };
        check(24.5, 0);
        check(-1.0, 0);
        check(7.5, 1);
    }

    #[test]
    fn a_measure_is_asked_for_once_however_often_it_is_made() {
        let mut day = Day::new();
        let own = |label: &str| OwnMetric { label: label.to_owned(), unit: "kg".to_owned() };
        for label in ["Grip", " Grip ", "  "] {
            day.give(Command::AddMetric(own(label)));
        }
        assert_eq!(day.model.document().profile.metrics, ["grip".into()]);
        day.give(Command::ToggleMetric("grip".into()));
        assert_eq!(day.model.document().profile.metrics, []);
        assert_eq!(day.model.document().profile.own_metrics.len(), 1, "old values keep their name");
    }

    #[test]
    fn an_own_metric_gets_an_id_that_reads_like_its_name_and_is_free() {
        let mut profile = Profile::default();
        let mut check = |label: &str, expected: &str| {
            let id = free_id(label, &profile);
            assert_eq!(id.as_str(), expected, "{label}");
            profile.own_metrics.insert(id, OwnMetric { label: label.to_owned(), unit: String::new() });
        };
        check("Grip, left", "grip_left");
        check("Grip: left", "grip_left_2");
        check("Sleep", "sleep_2");
        check("握力", "own");
        check("心拍", "own_2");
    }
}
