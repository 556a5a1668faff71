//! Notices: short messages at the foot of the window, with one action each.

use egui::{Align2, Area, CornerRadius, Frame, Margin, Order, RichText, Stroke, Ui, vec2};

use super::nav::{RAIL_WIDTH, is_narrow};
use super::{Commands, Cx};
use crate::model::{Command, Notice, Tone};
use crate::theme::{Role, icons};
use crate::widgets::controls::{CARD_RADIUS, icon_button, small_button};

/// All notices on show, the newest lowest.
pub fn notices_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    if cx.model.notices().iter().next().is_none() {
        return;
    }
    // Where no main action stands: in a run at the top, elsewhere at the left of the foot.
    let (corner, offset) = match (cx.model.running().is_some(), is_narrow(ui.ctx())) {
        // Over the figure, under the phase and the stations; without a figure, over them.
        (true, false) => (Align2::LEFT_TOP, vec2(48.0, 68.0)),
        (true, true) => (Align2::LEFT_TOP, vec2(16.0, 12.0)),
        (false, true) => (Align2::LEFT_BOTTOM, vec2(16.0, -80.0)),
        (false, false) => (Align2::LEFT_BOTTOM, vec2(RAIL_WIDTH + 16.0, -16.0)),
    };
    let area = Area::new(egui::Id::unique("notices"))
        .anchor(corner, offset)
        .order(Order::Foreground)
        .accessible_name("Notices");
    area.show(ui.ctx(), |ui| {
        for notice in cx.model.notices().iter() {
            notice_ui(ui, cx, notice, out);
        }
    });
}

fn notice_ui(ui: &mut Ui, cx: &Cx<'_>, notice: &Notice, out: &mut Commands) {
    let t = cx.tokens;
    let (icon, ink) = match notice.tone {
        Tone::Quiet => (icons::INFO, t.quiet),
        Tone::Caution => (icons::INFO, t.caution),
        Tone::Stop => (icons::TROUBLE, t.stop),
    };
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(CARD_RADIUS))
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin::symmetric(16, 10));
    frame.show(ui, |ui| {
        ui.set_max_width(560.0);
        ui.horizontal(|ui| {
            ui.label(RichText::new(icon).font(icons::font(20.0)).color(ink));
            let text = egui::Label::new(Role::Body.text(&notice.text).color(t.text)).wrap();
            if notice.details.is_empty() {
                // Alone on its line, it stands at the height of the icon and the buttons.
                ui.scope(|ui| {
                    ui.set_max_width(380.0);
                    ui.add(text);
                });
            } else {
                ui.vertical(|ui| {
                    ui.set_max_width(380.0);
                    ui.add(text);
                    let heading = Role::Small.text("Details").color(t.quiet);
                    ui.collapsing(heading, |ui| {
                        let details = Role::Small.text(&notice.details).color(t.quiet);
                        ui.add(egui::Label::new(details).wrap().selectable(true));
                    });
                });
            }
            for action in &notice.actions {
                if small_button(ui, t, action.label).clicked() {
                    out.push(Command::clone(&action.command));
                    out.push(Command::DismissNotice(notice.id));
                }
            }
            if icon_button(ui, t, icons::CLOSE, "Dismiss").clicked() {
                out.push(Command::DismissNotice(notice.id));
            }
        });
    });
}
