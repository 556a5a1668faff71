//! Answers for several regions of the body map at once.

use std::collections::BTreeMap;

use crate::domain::{Rating, Region, RegionRating, Scale, Side};

use super::{Command, Effect, Model, Moment, Tone};
use crate::model::MapCommand;

impl Model {
    pub(super) fn map_command(&mut self, command: MapCommand, moment: &Moment) -> Vec<Effect> {
        let label = command.title();
        let answers = match command {
            MapCommand::ChooseBrush(scale, rating) => {
                self.brush = Some((scale, rating));
                return Vec::new();
            }
            MapCommand::Rate(regions, scale, rating) => {
                self.take_up(scale, rating);
                self.answers_for(regions, |_, before| with(before, scale, rating))
            }
            MapCommand::Clear(regions) => self.answers_for(regions, |_, before| without_ratings(before)),
            MapCommand::CopyAcross(region) => {
                let from = self.answer_of(region);
                self.answers_for([region.mirrored()], |_, before| with_ratings_of(before, from))
            }
            MapCommand::SwapSides(region) => {
                let pair = region.map(|region| vec![region, region.mirrored()]);
                let regions = pair.unwrap_or_else(|| Region::all().filter(|at| at.side() != Side::Midline).collect());
                self.answers_for(regions, |region, before| with_ratings_of(before, self.answer_of(region.mirrored())))
            }
            MapCommand::AllClear => {
                let answers = self.nothing_felt();
                if answers.is_empty() {
                    let text = "Nothing was rated lately, so there is nothing to set to 0.".to_owned();
                    self.notices.show(Tone::Quiet, text, String::new(), Vec::new(), moment.monotonic);
                }
                answers
            }
            MapCommand::ClearAll => {
                let rated: Vec<Region> = self.derived.regions_today().keys().copied().collect();
                self.answers_for(rated, |_, before| without_ratings(before))
            }
        };
        // An answer that is as before is not written down anew: what was not touched stays absent.
        let changed: BTreeMap<Region, RegionRating> =
            answers.into_iter().filter(|&(region, answer)| answer != self.answer_of(region)).collect();
        if changed.is_empty() {
            return Vec::new();
        }
        self.edit_check_in(label, moment, |check_in| check_in.regions.extend(changed))
    }

    /// Answers what is not rated today as on the last day before. What is wrong there is no rating and is not copied:
    /// it holds by itself until it ends.
    pub(super) fn copy_last_check_in(&mut self, moment: &Moment) -> Vec<Effect> {
        let before = self.derived.regions_before().into_iter().flat_map(|(_, ratings)| ratings);
        let unrated = before.filter(|&(&region, _)| self.answer_of(region).worst().is_none());
        let answers: BTreeMap<Region, RegionRating> = unrated
            .filter(|(_, before)| before.worst().is_some())
            .map(|(&region, &before)| (region, with_ratings_of(self.answer_of(region), before)))
            .collect();
        self.edit_check_in(Command::CopyLastCheckIn.title(), moment, |check_in| check_in.regions.extend(answers))
    }

    /// Remembers the last rating, for the brush.
    pub(super) fn take_up(&mut self, scale: Scale, rating: Option<Rating>) {
        if let Some(rating) = rating {
            self.brush = Some((scale, rating));
        }
    }

    fn answers_for(
        &self,
        regions: impl IntoIterator<Item = Region>,
        answer: impl Fn(Region, RegionRating) -> RegionRating,
    ) -> BTreeMap<Region, RegionRating> {
        regions.into_iter().map(|region| (region, answer(region, self.answer_of(region)))).collect()
    }

    /// 0 on every scale that was answered today or at the check-in before.
    fn nothing_felt(&self) -> BTreeMap<Region, RegionRating> {
        let before = self.derived.regions_before().into_iter().flat_map(|(_, ratings)| ratings);
        let said: Vec<(Region, RegionRating)> =
            before.chain(self.derived.regions_today()).map(|(&region, &rating)| (region, rating)).collect();
        let mut answers = BTreeMap::new();
        for (region, said) in said {
            for scale in Scale::ALL.into_iter().filter(|scale| scale.of(said).is_some()) {
                let answer = answers.entry(region).or_insert_with(|| self.answer_of(region));
                *answer = with(*answer, scale, Some(Rating::MIN));
            }
        }
        answers
    }
}

fn with(mut answer: RegionRating, scale: Scale, rating: Option<Rating>) -> RegionRating {
    match scale {
        Scale::Soreness => answer.soreness = rating,
        Scale::Stiffness => answer.stiffness = rating,
    }
    answer
}

/// What is wrong stays wrong: only its own answer ends it, never a stray key or a wide stroke.
fn without_ratings(answer: RegionRating) -> RegionRating {
    RegionRating { soreness: None, stiffness: None, ..answer }
}

fn with_ratings_of(answer: RegionRating, other: RegionRating) -> RegionRating {
    RegionRating { soreness: other.soreness, stiffness: other.stiffness, ..answer }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::super::tests::{Day, id};
    use super::*;
    use crate::domain::Concern;

    fn rating(value: u8) -> Option<Rating> {
        Rating::try_from(value).ok()
    }

    fn set(ids: &[&str]) -> BTreeSet<Region> {
        ids.iter().map(|region| id(region)).collect()
    }

    /// Soreness and stiffness of a region today.
    fn felt(day: &Day, region: &str) -> (Option<u8>, Option<u8>) {
        let rating = day.model.derived().regions_today().get(&id(region)).copied().unwrap_or_default();
        (rating.soreness.map(Rating::get), rating.stiffness.map(Rating::get))
    }

    fn give(day: &mut Day, command: MapCommand) {
        day.give(Command::Map(command));
    }

    #[test]
    fn a_stroke_over_many_regions_is_one_change_and_one_undo() {
        let mut day = Day::new();
        day.rate("calf_left", 4);
        let stroke = set(&["calf_left", "soleus_left", "hamstrings_left", "quads_left"]);
        give(&mut day, MapCommand::Rate(stroke.clone(), Scale::Soreness, rating(6)));
        assert!(stroke.iter().all(|region| day.soreness(&region.id()) == Some(6)));
        assert_eq!(day.model.undo_label(), Some("Soreness of 4 regions: 6"));
        day.give(Command::Undo);
        assert_eq!((day.soreness("calf_left"), day.soreness("quads_left")), (Some(4), None));
    }

    #[test]
    fn the_last_rating_given_is_the_brush() {
        let mut day = Day::new();
        assert_eq!(day.model.brush(), None);
        day.rate("calf_left", 4);
        assert_eq!(day.model.brush(), rating(4).map(|rating| (Scale::Soreness, rating)));
        day.give(Command::Rate(id("calf_left"), Scale::Soreness, None));
        give(&mut day, MapCommand::Rate(set(&["calf_left", "calf_right"]), Scale::Stiffness, rating(7)));
        assert_eq!(day.model.brush(), rating(7).map(|rating| (Scale::Stiffness, rating)));
        give(&mut day, MapCommand::ChooseBrush(Scale::Soreness, Rating::MIN));
        assert_eq!(day.model.brush(), Some((Scale::Soreness, Rating::MIN)));
    }

    #[test]
    fn ratings_are_copied_and_swapped_between_the_sides_with_both_scales() {
        let mut day = Day::new();
        day.rate("calf_left", 4);
        day.give(Command::Rate(id("calf_left"), Scale::Stiffness, rating(7)));
        day.rate("quads_right", 2);
        give(&mut day, MapCommand::CopyAcross(id("calf_left")));
        assert_eq!(felt(&day, "calf_right"), (Some(4), Some(7)));
        day.give(Command::Undo);
        assert_eq!(felt(&day, "calf_right"), (None, None));
        give(&mut day, MapCommand::SwapSides(Some(id("calf_right"))));
        assert_eq!((felt(&day, "calf_left"), felt(&day, "calf_right")), ((None, None), (Some(4), Some(7))));
        assert_eq!(felt(&day, "quads_right"), (Some(2), None));
        give(&mut day, MapCommand::SwapSides(None));
        assert_eq!((felt(&day, "calf_left"), felt(&day, "quads_left")), ((Some(4), Some(7)), (Some(2), None)));
        give(&mut day, MapCommand::SwapSides(None));
        day.give(Command::Undo);
        assert_eq!(felt(&day, "calf_left"), (Some(4), Some(7)));
    }

    #[test]
    fn all_clear_answers_what_was_felt_with_nothing_and_clearing_takes_the_answers_away() {
        let mut day = Day::new();
        day.rate("calf_left", 4);
        day.wait(Duration::from_hours(24));
        day.give(Command::Rate(id("quads_left"), Scale::Stiffness, rating(3)));
        give(&mut day, MapCommand::AllClear);
        assert_eq!((felt(&day, "calf_left"), felt(&day, "quads_left")), ((Some(0), None), (None, Some(0))));
        give(&mut day, MapCommand::ClearAll);
        assert_eq!((felt(&day, "calf_left"), felt(&day, "quads_left")), ((None, None), (None, None)));
        day.give(Command::Undo);
        day.give(Command::Undo);
        assert_eq!((felt(&day, "calf_left"), felt(&day, "quads_left")), ((None, None), (None, Some(3))));
    }

    #[test]
    fn the_last_check_in_is_copied_where_nothing_is_rated_and_brings_no_flag_back() {
        let mut day = Day::new();
        day.rate("calf_left", 4);
        day.rate("calf_right", 5);
        day.give(Command::SetFlag(id("calf_left"), Some(Concern::SharpPain.into())));
        day.wait(Duration::from_hours(24));
        day.give(Command::SetFlag(id("calf_left"), None));
        day.rate("calf_right", 1);
        day.give(Command::CopyLastCheckIn);
        assert_eq!((day.soreness("calf_left"), day.soreness("calf_right")), (Some(4), Some(1)));
        assert!(day.model.derived().concerns().is_empty(), "what was fine again stays so");
        give(&mut day, MapCommand::ClearAll);
        day.give(Command::CopyLastCheckIn);
        assert_eq!((day.soreness("calf_left"), day.soreness("calf_right")), (Some(4), Some(5)));
    }

    #[test]
    fn all_clear_with_nothing_to_answer_says_so_and_writes_nothing() {
        let mut day = Day::new();
        give(&mut day, MapCommand::AllClear);
        assert_eq!(day.model.document().record_count(), 0);
        assert_eq!(day.model.notices().iter().count(), 1);
    }

    #[test]
    fn clearing_several_regions_leaves_what_is_wrong_there() {
        let mut day = Day::new();
        day.rate("calf_left", 4);
        day.rate("calf_right", 4);
        day.give(Command::SetFlag(id("calf_left"), Some(Concern::SharpPain.into())));
        give(&mut day, MapCommand::Clear(set(&["calf_left", "calf_right", "quads_left"])));
        assert_eq!((felt(&day, "calf_left"), felt(&day, "calf_right")), ((None, None), (None, None)));
        give(&mut day, MapCommand::ClearAll);
        give(&mut day, MapCommand::SwapSides(None));
        assert_eq!(day.model.derived().concerns().keys().copied().collect::<Vec<_>>(), [id("calf_left")]);
    }

    #[test]
    fn an_answer_that_changes_nothing_is_not_written_down() {
        let mut day = Day::new();
        day.rate("calf_left", 4);
        let before = day.model.revision();
        give(&mut day, MapCommand::Rate(set(&["calf_left"]), Scale::Soreness, rating(4)));
        give(&mut day, MapCommand::Clear(set(&["quads_left"])));
        give(&mut day, MapCommand::SwapSides(Some(id("sacrum"))));
        assert_eq!(day.model.revision(), before);
    }

    #[test]
    fn what_is_cleared_stays_cleared_when_it_was_rated_hours_before() {
        let mut day = Day::new();
        day.rate("calf_left", 4);
        day.wait(Duration::from_hours(6));
        give(&mut day, MapCommand::Clear(set(&["calf_left"])));
        assert_eq!(felt(&day, "calf_left"), (None, None));
    }
}
