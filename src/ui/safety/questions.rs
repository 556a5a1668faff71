//! "Something is wrong": the way in, at most two questions, and the flag that the answers make.

use egui::{
    Button, CursorIcon, Label, Response, RichText, Role as NodeRole, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::super::{Cx, words};
use crate::domain::{Concern, Flag, Region};
use crate::safety::{self, Ending, Further, Sign};
use crate::theme::{Role, Tokens, icons};
use crate::widgets::controls::{CONTROL_RADIUS, focus_ring, plain_button};

/// How far the questions have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// Which sign it is.
    #[default]
    Signs,
    /// The second question, of one sign.
    Further(Further),
}

/// The way in, in the colour of what stops.
pub fn wrong_button(ui: &mut Ui, t: &Tokens, label: &str) -> Response {
    let icon = RichText::new(icons::WRONG).font(icons::font(20.0)).color(t.stop);
    let words = Role::Body.text(label).color(t.stop);
    ui.spacing_mut().button_padding = vec2(0.0, 4.0);
    let button = Button::new((icon, words)).frame(false).min_size(vec2(0.0, 28.0));
    ui.add(button).accessible_name(label)
}

/// The question that is due: first the signs, the most serious first, then what tells two of them apart. Returns what is
/// wrong once that is clear.
pub fn ask_ui(ui: &mut Ui, cx: &Cx<'_>, signs: &[Sign], asked: &mut Asked) -> Option<Concern> {
    let t = cx.tokens;
    ui.spacing_mut().item_spacing.y = 6.0;
    let mut answer = None;
    match *asked {
        Asked::Signs => {
            ui.label(Role::SmallBold.text("What is it?").color(t.stop));
            for sign in signs {
                if choice_row(ui, t, sign.words).clicked() {
                    match sign.further {
                        Some(further) => *asked = Asked::Further(further),
                        None => answer = Some(sign.concern),
                    }
                }
            }
        }
        Asked::Further(Further { question, yes, no }) => {
            ui.add(Label::new(Role::Label.text(question).color(t.text)).wrap());
            ui.horizontal(|ui| {
                for (label, concern) in [("Yes", yes), ("No", no)] {
                    if plain_button(ui, t, label, vec2(96.0, 36.0)).clicked() {
                        answer = Some(concern);
                        *asked = Asked::Signs;
                    }
                }
            });
        }
    }
    answer
}

/// A choice whose words may need more than one line.
fn choice_row(ui: &mut Ui, t: &Tokens, words: &str) -> Response {
    let width = ui.available_width();
    let galley = ui.painter().layout(words.to_owned(), Role::Small.font(), t.text, width - 20.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 12.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Button, ui.is_enabled(), words));
    let fill = if response.hovered() { t.stop_soft } else { t.surface };
    ui.painter().rect(rect, f32::from(CONTROL_RADIUS), fill, Stroke::new(1.0, t.control), StrokeKind::Inside);
    ui.painter().galley(rect.min + vec2(10.0, 6.0), galley, t.text);
    focus_ring(ui, t, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// The flag of a concern that is said today: where it ends by itself, with its day.
pub fn flag_of(region: Region, concern: Concern, today: Date) -> Flag {
    let until = match safety::advice(region, concern).ends {
        Ending::On(days) => today.checked_add(days.days()).ok(),
        Ending::ByAnswer | Ending::ByWord => None,
    };
    Flag { concern, until }
}

/// "ends on Wednesday", "ends when you say that it is fine again".
pub fn ending_words(flag: Flag, ends: Ending, today: Date) -> String {
    match (flag.until, ends) {
        (Some(until), _) => format!("ends on {}", words::relative_day(until, today)),
        (None, Ending::ByAnswer | Ending::On(_)) => "ends when you say that it is fine again".to_owned(),
        (None, Ending::ByWord) => "ends when you say that a clinician has cleared it".to_owned(),
    }
}
