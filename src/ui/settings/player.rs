//! The settings of the player: gaps, the three channels of its cues, and the pace of breathing.

use egui::{ScrollArea, Ui, vec2};

use super::super::{Commands, Cx, figures};
use super::{change, page};
use crate::domain::Settings;
use crate::model::{Command, Page, TestOf};
use crate::theme::Role;
use crate::widgets::controls::{CanStep, Chosen, card, chip, plain_button};
use crate::widgets::frames;
use crate::widgets::number_field::{NumberField, NumberInput, number_field};
use crate::widgets::pacer::{BreathMoment, pacer, tenths_words};
use crate::widgets::player_text::PlayerScale;

/// What is being typed into the fields of the page.
#[derive(Default)]
pub struct PlayerSettingsDrafts {
    typed: [Option<String>; Field::ALL.len()],
}

/// A number on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Transition,
    Switch,
    Volume,
    BreathIn,
    BreathOut,
}

impl Field {
    const ALL: [Self; 5] = [Self::Transition, Self::Switch, Self::Volume, Self::BreathIn, Self::BreathOut];

    /// What it is, with its unit.
    fn name(self) -> &'static str {
        match self {
            Self::Transition => "Seconds to change place",
            Self::Switch => "Seconds to change side",
            Self::Volume => "Volume in percent",
            Self::BreathIn => "Seconds to breathe in",
            Self::BreathOut => "Seconds to breathe out",
        }
    }

    /// The least, the most, and one step, in the unit that is kept: seconds, percent, tenths of a second.
    fn range(self) -> (u32, u32, u32) {
        match self {
            Self::Transition | Self::Switch => (0, 60, 5),
            Self::Volume => (0, 100, 10),
            Self::BreathIn => (20, 80, 1),
            Self::BreathOut => (20, 120, 1),
        }
    }

    fn is_in_tenths(self) -> bool {
        matches!(self, Self::BreathIn | Self::BreathOut)
    }

    fn value(self, settings: &Settings) -> u32 {
        match self {
            Self::Transition => settings.transition_secs,
            Self::Switch => settings.switch_secs,
            Self::Volume => settings.volume_percent.into(),
            Self::BreathIn => settings.breath.in_tenths.into(),
            Self::BreathOut => settings.breath.out_tenths.into(),
        }
    }

    fn set(self, settings: &mut Settings, value: u32) {
        let small = u8::try_from(value).unwrap_or(u8::MAX);
        match self {
            Self::Transition => settings.transition_secs = value,
            Self::Switch => settings.switch_secs = value,
            Self::Volume => settings.volume_percent = small,
            Self::BreathIn => settings.breath.in_tenths = small,
            Self::BreathOut => settings.breath.out_tenths = small,
        }
    }

    fn text(self, value: u32) -> String {
        if self.is_in_tenths() { tenths_words(u8::try_from(value).unwrap_or(u8::MAX)) } else { value.to_string() }
    }

    /// The value after an input, within the range; none where what was typed is no number.
    fn after(self, value: u32, input: &NumberInput) -> Option<u32> {
        let (least, most, step) = self.range();
        let wanted = match input {
            NumberInput::Stepped(by) => value.saturating_add_signed(by * i32::try_from(step).unwrap_or(1)),
            NumberInput::Typed(text) => {
                let number: f32 =
                    text.trim().replace(',', ".").parse().ok().filter(|number: &f32| number.is_finite())?;
                let unit = if self.is_in_tenths() { 10.0 } else { 1.0 };
                (number * unit).round().max(0.0) as u32
            }
        };
        Some(wanted.clamp(least, most))
    }
}

/// The page.
pub fn player_settings_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut PlayerSettingsDrafts, out: &mut Commands) {
    page::frame().show(ui, |ui| {
        page::header_ui(ui, cx, Page::Player.label(), Command::OpenPage(Page::Settings), out);
        ScrollArea::vertical().id_salt("player").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(page::MAX_WIDTH);
            ui.spacing_mut().item_spacing = vec2(16.0, 12.0);
            card(cx.tokens).show(ui, |ui| gaps_ui(ui, cx, drafts, out));
            card(cx.tokens).show(ui, |ui| cues_ui(ui, cx, drafts, out));
            card(cx.tokens).show(ui, |ui| breath_ui(ui, cx, drafts, out));
        });
    });
}

fn gaps_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut PlayerSettingsDrafts, out: &mut Commands) {
    page::heading(ui, cx, "Gaps");
    field_ui(ui, cx, Field::Transition, drafts, out);
    field_ui(ui, cx, Field::Switch, drafts, out);
    page::prose(ui, cx, "They count in the promised length of the next circuit. With 0 there is no gap.");
}

fn cues_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut PlayerSettingsDrafts, out: &mut Commands) {
    let t = cx.tokens;
    page::heading(ui, cx, "Cues");
    let settings = &cx.model.document().settings;
    let tests = [
        ("Chimes", settings.sound, TestOf::Sound, "Test the chimes"),
        ("Voice", settings.speech, TestOf::Voice, "Test the voice"),
    ];
    for (label, is_on, test, button) in tests {
        ui.horizontal(|ui| {
            ui.set_height(36.0);
            if chip(ui, t, label, Chosen::from(is_on)).clicked() {
                change(cx, out, |settings| match test {
                    TestOf::Sound => settings.sound = !is_on,
                    TestOf::Voice => settings.speech = !is_on,
                });
            }
            ui.add_enabled_ui(is_on, |ui| {
                if plain_button(ui, t, button, vec2(136.0, 36.0)).clicked() {
                    out.push(Command::TestCue(test));
                }
            });
        });
    }
    field_ui(ui, cx, Field::Volume, drafts, out);
    if chip(ui, t, "Flash of the frame", Chosen::from(settings.flash)).clicked() {
        change(cx, out, |settings| settings.flash = !settings.flash);
    }
    if chip(ui, t, "Reduce motion", Chosen::from(settings.reduce_motion)).clicked() {
        change(cx, out, |settings| settings.reduce_motion = !settings.reduce_motion);
    }
    let text = "The voice is the computer's own; where there is none, it stays silent. With less motion, a still frame \
                stands for a second in place of the flash, and the pacer does not move.";
    page::prose(ui, cx, text);
}

fn breath_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut PlayerSettingsDrafts, out: &mut Commands) {
    let t = cx.tokens;
    page::heading(ui, cx, "Breathing");
    let settings = &cx.model.document().settings;
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            field_ui(ui, cx, Field::BreathIn, drafts, out);
            field_ui(ui, cx, Field::BreathOut, drafts, out);
            let behind = settings.breath.behind_recovery;
            if chip(ui, t, "Also behind other recovery stations", Chosen::from(behind)).clicked() {
                change(cx, out, |settings| settings.breath.behind_recovery = !behind);
            }
            let tone = settings.breath.sound;
            if chip(ui, t, "A soft tone for each breath", Chosen::from(tone)).clicked() {
                change(cx, out, |settings| settings.breath.sound = !tone);
            }
        });
        if ui.available_width() >= PREVIEW {
            preview_ui(ui, cx);
        }
    });
    page::prose(ui, cx, "The breath is never held. Slower than 10 s for both is for people who are used to it.");
}

const PREVIEW: f32 = 180.0;

/// The pacer at the pace as it is set.
fn preview_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let settings = &cx.model.document().settings;
    let motion = figures::motion(cx);
    let moment = BreathMoment::at(settings.breath, cx.monotonic);
    let scale = PlayerScale::of_window(vec2(PREVIEW, PREVIEW));
    pacer(ui, cx.tokens, scale, vec2(PREVIEW, PREVIEW), settings.breath, moment, motion);
    ui.request_repaint_after(moment.next_picture_in(motion, frames::interval(ui.ctx())));
}

fn field_ui(ui: &mut Ui, cx: &Cx<'_>, field: Field, drafts: &mut PlayerSettingsDrafts, out: &mut Commands) {
    let value = field.value(&cx.model.document().settings);
    let (least, most, _) = field.range();
    let text = field.text(value);
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        let can = CanStep { down: value > least, up: value < most };
        let shown = NumberField { name: field.name(), value: &text, can };
        let input = number_field(ui, cx.tokens, &shown, &mut drafts.typed[field as usize]);
        ui.label(Role::Body.text(field.name()).color(cx.tokens.text));
        if let Some(after) = input.and_then(|input| field.after(value, &input)).filter(|&after| after != value) {
            change(cx, out, |settings| field.set(settings, after));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_typed_or_stepped_and_stays_in_its_range() {
        let check = |field: Field, from: u32, input: NumberInput, expected: Option<u32>| {
            assert_eq!(field.after(from, &input), expected, "{field:?} {input:?}");
        };
        let typed = |text: &str| NumberInput::Typed(text.to_owned());
        check(Field::Switch, 5, NumberInput::Stepped(-1), Some(0));
        check(Field::Switch, 2, NumberInput::Stepped(-1), Some(0));
        check(Field::Switch, 60, NumberInput::Stepped(1), Some(60));
        check(Field::Switch, 5, typed("7"), Some(7));
        check(Field::Switch, 5, typed("600"), Some(60));
        check(Field::Switch, 5, typed("soon"), None);
        check(Field::Switch, 5, typed("NaN"), None);
        check(Field::BreathIn, 40, typed("4.5"), Some(45));
        check(Field::BreathIn, 40, typed("4,5"), Some(45));
        check(Field::BreathOut, 60, typed("1"), Some(20));
        check(Field::BreathOut, 60, NumberInput::Stepped(1), Some(61));
        check(Field::Volume, 100, NumberInput::Stepped(-1), Some(90));
    }

    #[test]
    fn every_number_is_kept_where_it_is_read() {
        for field in Field::ALL {
            let mut settings = Settings::default();
            let (least, most, _) = field.range();
            for value in [least, most] {
                field.set(&mut settings, value);
                assert_eq!(field.value(&settings), value, "{field:?}");
            }
        }
    }
}
