//! What a record says in one title and one line.

use super::super::check_in::{metric_name, metric_unit};
use super::super::words;
use crate::catalog::Catalog;
use crate::domain::{Body, CheckIn, CircuitRecord, Outcome, Profile, Record, Retest, WellnessItem};
use crate::theme::icons;

/// The icon of a kind of record.
pub fn icon(body: &Body) -> &'static str {
    match body {
        Body::CheckIn(_) => icons::TODAY,
        Body::Training(_) => icons::TRAINING,
        Body::Circuit(_) => icons::MOVEMENT,
        Body::Retest(_) => icons::BENCHMARK,
    }
}

/// The title of a record.
pub fn title(record: &Record, catalog: &Catalog) -> String {
    match &record.body {
        Body::CheckIn(_) => "Check-in".to_owned(),
        Body::Training(training) => {
            format!("{}, {}", words::training_types(training, catalog), training.intensity.label())
        }
        Body::Circuit(circuit) => match circuit.outcome {
            Outcome::Finished => "Circuit".to_owned(),
            Outcome::Abandoned => "Circuit, ended early".to_owned(),
        },
        Body::Retest(retest) => benchmark_name(retest, catalog).to_owned(),
    }
}

/// One line about a record.
pub fn line(record: &Record, catalog: &Catalog, profile: &Profile) -> String {
    match &record.body {
        Body::CheckIn(check_in) => check_in_line(check_in, profile),
        Body::Training(training) => training.note.clone(),
        Body::Circuit(circuit) => circuit_line(circuit),
        Body::Retest(retest) => retest_line(retest, catalog),
    }
}

/// Everything in a record that a search may find.
pub fn searchable(record: &Record, catalog: &Catalog, profile: &Profile) -> String {
    let mut text = format!("{} {} {}", title(record, catalog), line(record, catalog, profile), record.when.day());
    let mut add = |more: &str| {
        text.push(' ');
        text.push_str(more);
    };
    match &record.body {
        Body::CheckIn(check_in) => {
            add(&check_in.note);
            check_in.regions.keys().chain(check_in.mornings.keys()).for_each(|region| add(&region.name()));
            check_in.metrics.keys().for_each(|id| add(metric_name(profile, id)));
            check_in.wellness.keys().for_each(|item| add(item.label()));
            check_in.habits.keys().for_each(|habit| add(habit.label()));
        }
        Body::Training(_) => add("training"),
        Body::Circuit(circuit) => {
            add(&circuit.note);
            circuit.stations.iter().for_each(|done| add(catalog.work_name(&done.station.work)));
        }
        Body::Retest(retest) => {
            add("retest benchmark");
            add(&retest.note);
        }
    }
    text
}

/// The name of a retest's benchmark.
pub fn benchmark_name<'a>(retest: &'a Retest, catalog: &'a Catalog) -> &'a str {
    catalog.known_benchmark(&retest.benchmark).map_or(retest.benchmark.as_str(), |benchmark| &benchmark.name)
}

fn check_in_line(check_in: &CheckIn, profile: &Profile) -> String {
    let mut rated: Vec<_> =
        check_in.regions.iter().filter_map(|(region, rating)| Some((rating.worst()?, region))).collect();
    rated.sort_by_key(|&(worst, region)| (std::cmp::Reverse(worst), *region));
    let mut parts: Vec<String> = check_in
        .regions
        .iter()
        .filter(|(_, rating)| rating.wrong.is_some())
        .map(|(region, _)| format!("{}: something wrong", region.name()))
        .collect();
    parts.extend(rated.iter().take(3).map(|(worst, region)| format!("{} {worst}", region.name())));
    if rated.len() > 3 {
        parts.push(format!("{} more", rated.len() - 3));
    }
    parts.extend(check_in.readiness.map(|readiness| format!("readiness {readiness}")));
    parts.extend(wellness_words(check_in));
    parts.extend(
        check_in.habits.iter().map(|(habit, amount)| format!("{} {}", habit.label().to_lowercase(), amount.label())),
    );
    parts.extend(check_in.metrics.iter().map(|(id, value)| {
        let name = metric_name(profile, id).to_lowercase();
        format!("{name} {value} {}", metric_unit(profile, id)).trim_end().to_owned()
    }));
    let mornings = check_in.mornings.len();
    parts.extend((mornings > 0).then(|| format!("{} the day after", words::count(mornings, "region", "regions"))));
    let answers = check_in.pain_answers.iter();
    parts.extend(answers.map(|(region, answer)| format!("{}: {}", region.name(), answer.label())));
    if parts.is_empty() { check_in.note.clone() } else { parts.join(" · ") }
}

/// The sum of all five items, 5 to 25 (McLean 2010); of fewer each by itself, for a part of the sum says nothing.
fn wellness_words(check_in: &CheckIn) -> Vec<String> {
    let CheckIn { wellness, .. } = check_in;
    if wellness.len() < WellnessItem::ALL.len() {
        return wellness
            .iter()
            .map(|(item, answer)| format!("{} {answer} of 5", item.label().to_lowercase()))
            .collect();
    }
    let sum: u32 = wellness.values().map(|answer| u32::from(answer.get())).sum();
    vec![format!("wellness {sum} of 25")]
}

/// What was done in a circuit, in one line.
pub fn circuit_line(circuit: &CircuitRecord) -> String {
    let reached = circuit.stations.iter().filter(|done| done.done_secs() > 0).count();
    let elapsed = words::minutes_and_seconds(circuit.elapsed_secs);
    let mut line = format!("{elapsed} · {reached} of {}", words::count(circuit.stations.len(), "station", "stations"));
    if let Some(effort) = circuit.effort {
        line = format!("{line} · effort {effort}");
    }
    line
}

fn retest_line(retest: &Retest, catalog: &Catalog) -> String {
    let suffix = catalog.known_benchmark(&retest.benchmark).map_or("", |benchmark| benchmark.unit.suffix());
    let sides = [("L ", &retest.left), ("R ", &retest.right), ("", &retest.both)];
    let means = sides.into_iter().filter_map(|(side, trials)| Some(format!("{side}{:.1}{suffix}", mean(trials)?)));
    means.collect::<Vec<_>>().join(" · ")
}

/// The mean of some trials, if there are any.
pub fn mean(trials: &[f64]) -> Option<f64> {
    (!trials.is_empty()).then(|| trials.iter().sum::<f64>() / trials.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Amount, Habit, Rating, Readiness, RegionRating, Wellness};

    #[test]
    fn a_check_in_names_its_three_worst_regions_and_what_was_measured() {
        let mut check_in = CheckIn { readiness: Readiness::try_from(4).ok(), ..CheckIn::default() };
        for (id, value) in [("calf_left", 2), ("hamstrings_left", 6), ("quads_right", 5), ("abs", 1)] {
            let rating = RegionRating { soreness: Rating::try_from(value).ok(), ..RegionRating::default() };
            check_in.regions.insert(id.parse().expect("a region"), rating);
        }
        let expected = "left hamstrings 6 · right quadriceps 5 · left calf 2 · 1 more · readiness 4";
        let profile = Profile::default();
        assert_eq!(check_in_line(&check_in, &profile), expected);
        check_in.regions.clear();
        check_in.metrics.insert("jump_height".into(), 41.5.try_into().expect("finite"));
        check_in.metrics.insert("grip".into(), 51.0.try_into().expect("finite"));
        assert_eq!(check_in_line(&check_in, &profile), "readiness 4 · grip 51 · jump height 41.5 cm");
        assert_eq!(check_in_line(&CheckIn { note: "tired".to_owned(), ..CheckIn::default() }, &profile), "tired");
    }

    #[test]
    fn the_five_items_are_one_sum_and_fewer_stand_for_themselves() {
        let mut check_in = CheckIn::default();
        let four = Wellness::try_from(4).expect("in range");
        check_in.wellness.insert(WellnessItem::Sleep, four);
        check_in.habits.insert(Habit::Water, Amount::Little);
        assert_eq!(check_in_line(&check_in, &Profile::default()), "sleep 4 of 5 · water little");
        check_in.wellness.extend(WellnessItem::ALL.map(|item| (item, four)));
        assert_eq!(check_in_line(&check_in, &Profile::default()), "wellness 20 of 25 · water little");
    }

    #[test]
    fn the_mean_of_no_trials_is_nothing() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[9.0, 10.0]), Some(9.5));
    }
}
