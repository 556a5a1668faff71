//! The keys of the running circuit, over it.

use egui::{Frame, Id, Margin, Modal, ScrollArea, Ui, vec2};

use crate::model::Command;
use crate::theme::Role;
use crate::ui::shortcuts::{RUN_KEYS, RunKeys};
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{plain_button, row};
use crate::widgets::keycap::paint_keycap;

const WIDTH: f32 = 560.0;
const ROW: f32 = 32.0;

/// Every key with what it does. The circuit goes on meanwhile.
pub fn help_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(24));
    let shown = Modal::new(Id::unique("keys of the circuit")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        ui.label(Role::Title.text("Keys").color(t.text));
        ui.label(Role::Body.text("The circuit goes on meanwhile. A presenter remote works too.").color(t.quiet));
        ui.add_space(8.0);
        let height = ui.ctx().content_rect().height() - 220.0;
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for RunKeys { keys, does } in RUN_KEYS {
                row(ui, ROW, |ui| {
                    let (rect, _) = ui.allocate_exact_size(vec2(184.0, ROW), egui::Sense::hover());
                    let mut at = rect.left_center();
                    for key in keys {
                        at.x = paint_keycap(ui, t, at, key, Role::Body.font(), 26.0).right() + 6.0;
                    }
                    ui.label(Role::Body.text(does).color(t.text));
                });
            }
        });
        ui.add_space(8.0);
        plain_button(ui, t, "Close", vec2(WIDTH, 48.0)).clicked()
    });
    if shown.inner || shown.should_close() {
        out.push(Command::ShowOverlay(None));
    }
}
