//! Something is wrong, and it is nowhere on the map: the signs that are about the whole person.

use egui::{Align, Frame, Label, Layout, Margin, Modal, Ui};

use super::super::{Commands, Cx};
use super::{Asked, ask_ui, flag_of};
use crate::domain::{Concern, Group, Region, Side};
use crate::model::{Command, Overlay};
use crate::safety::{self, Sign};
use crate::theme::{Role, icons};
use crate::widgets::controls::icon_button;

const WIDTH: f32 = 440.0;

/// Where a sign of the whole person is written down: on the region that comes nearest to it.
const PLACES: [(Concern, Group, Side); 4] = [
    (Concern::BreathOrChest, Group::Chest, Side::Left),
    (Concern::SaddleOrBladder, Group::Sacrum, Side::Midline),
    (Concern::NeckAndSenses, Group::NeckBack, Side::Left),
    (Concern::DarkUrine, Group::Quads, Side::Left),
];

/// The question over the window, while it is open.
pub fn unplaced_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    if cx.model.overlay() != Some(Overlay::Wrong) {
        return;
    }
    let t = cx.tokens;
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(24));
    let modal = Modal::new(egui::Id::unique("something is wrong")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 64.0));
        let mut closed = false;
        ui.horizontal(|ui| {
            ui.label(Role::Title.text("Something is wrong").color(t.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                closed = icon_button(ui, t, icons::CLOSE, "Close").clicked();
            });
        });
        let places: Vec<(Region, Sign)> = PLACES.into_iter().filter_map(place).collect();
        let signs: Vec<Sign> = places.iter().map(|(_, sign)| *sign).collect();
        // These signs need no second question.
        if let Some(concern) = ask_ui(ui, cx, &signs, &mut Asked::Signs)
            && let Some((region, _)) = places.iter().find(|(_, sign)| sign.concern == concern)
        {
            out.push(Command::SetFlag(*region, Some(flag_of(*region, concern, cx.now.date()))));
            closed = true;
        }
        ui.add_space(4.0);
        let text = "Something else, in one place? Tap the place on the body map and choose “something is wrong here…”.";
        ui.add(Label::new(Role::Body.text(text).color(t.quiet)).wrap());
        closed
    });
    if modal.inner || modal.should_close() {
        out.push(Command::ShowOverlay(None));
    }
}

/// The region and the choice of a sign.
fn place((concern, group, side): (Concern, Group, Side)) -> Option<(Region, Sign)> {
    let region = Region::new(group, side)?;
    let sign = safety::signs(region).into_iter().find(|sign| sign.concern == concern)?;
    Some((region, Sign { further: None, ..sign }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_of_the_whole_person_has_a_place_where_it_is_an_emergency() {
        for entry in PLACES {
            let (region, sign) = place(entry).expect("a choice of its region");
            assert_eq!(safety::advice(region, sign.concern).level, safety::Level::Emergency, "{sign:?}");
        }
    }
}
