//! What is wrong where something hurt in a run: the questions of the safety gate, over the paused run.

use egui::{Frame, Id, Label, Margin, Modal, ScrollArea, Ui, vec2};

use crate::domain::Region;
use crate::model::{Command, Running};
use crate::safety;
use crate::theme::Role;
use crate::ui::safety::{Asked, ask_ui, flag_of};
use crate::ui::{Commands, Cx};
use crate::widgets::controls::plain_button;

/// How far the questions have come, and for which region.
#[derive(Default)]
pub struct HurtsDrafts {
    asked: Asked,
    region: Option<Region>,
}

const WIDTH: f32 = 440.0;

/// The questions about the region that the run stands for, if it does.
pub fn hurts_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut HurtsDrafts, running: &Running, out: &mut Commands) {
    if drafts.region != running.asking {
        *drafts = HurtsDrafts { asked: Asked::default(), region: running.asking };
    }
    let Some(region) = running.asking else { return };
    let t = cx.tokens;
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(24));
    let shown = Modal::new(Id::unique("what hurts")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 64.0));
        ui.spacing_mut().item_spacing.y = 8.0;
        ui.label(Role::Title.text(format!("What is wrong: {}", region.label())).color(t.text));
        let text = "Nothing more comes for it in this circuit. The time stands.";
        ui.add(Label::new(Role::Body.text(text).color(t.quiet)).wrap());
        let height = ui.ctx().content_rect().height() - 260.0;
        let answer = ScrollArea::vertical()
            .max_height(height)
            .show(ui, |ui| ask_ui(ui, cx, &safety::signs(region), &mut drafts.asked))
            .inner;
        if let Some(concern) = answer {
            out.push(Command::SetFlag(region, Some(flag_of(region, concern, cx.now.date()))));
        }
        let nothing =
            plain_button(ui, t, "Nothing of this, it was too strong", vec2(ui.available_width(), 48.0)).clicked();
        answer.is_some() || nothing
    });
    if shown.inner || shown.should_close() {
        out.push(Command::AskInRun(None));
    }
}
