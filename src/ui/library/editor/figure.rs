//! How an own drill or technique is drawn: not at all, like a built-in one, or by a figure composed for it.

use egui::{
    CornerRadius, CursorIcon, Rect, Role as NodeRole, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::fields::label;
use super::pose::{PoseEditor, Start};
use crate::domain::{Depiction, Group, Laterality, Work};
use crate::pose::{self, Figure};
use crate::theme::{Role, icons};
use crate::ui::Cx;
use crate::ui::figures::{Moves, loop_secs, motion, paint_small};
use crate::ui::words::holds_all;
use crate::widgets::controls::{CONTROL_RADIUS, cut_text, focus_ring, plain_button, search_field, segments};
use crate::widgets::figure::{Facing, FigureView};

/// The size of the figure that is chosen, in points.
const CHOSEN: egui::Vec2 = vec2(200.0, 200.0);
/// The size of one of those to choose from: its figure, and its name below.
const TILE: egui::Vec2 = vec2(104.0, 116.0);
const TILE_FIGURE: f32 = 88.0;
/// The height of what there is to choose from.
const GRID_HEIGHT: f32 = 364.0;

/// What is searched for among the figures.
#[derive(Default)]
pub(super) struct FigureDraft {
    search: String,
}

/// What the figure is about.
pub(super) struct About<'a> {
    /// The main region first.
    pub groups: &'a [Group],
    pub laterality: Laterality,
}

/// The choice; an editor for the pose where one is asked for.
pub(super) fn figure_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    draft: &mut FigureDraft,
    depiction: &mut Option<Depiction>,
    about: &About<'_>,
) -> Option<PoseEditor> {
    let t = cx.tokens;
    let mut editor = None;
    let chosen = match depiction {
        None => 0,
        Some(Depiction::Like(_)) => 1,
        Some(Depiction::Composed(_)) => 2,
    };
    let labels = ["none", "like a built-in one", "composed"];
    let width = ui.available_width().min(440.0);
    match segments(ui, t, "Figure", &labels, Some(chosen), width) {
        Some(0) => *depiction = None,
        Some(1) if chosen != 1 => *depiction = Some(Depiction::Like(first_like(cx, about.groups))),
        Some(2) if chosen != 2 => editor = Some(PoseEditor::new(&start_of(depiction.as_ref()), about)),
        _ => {}
    }
    match depiction {
        None => {
            let text = "Without a figure the player shows the regions on the body.";
            ui.label(Role::Small.text(text).color(t.quiet));
        }
        Some(Depiction::Like(work)) => {
            ui.horizontal_top(|ui| {
                chosen_ui(ui, cx, pose::figure(work.id()), cx.model.catalog().work_name(work));
                ui.vertical(|ui| {
                    label(ui, cx, "Drawn like");
                    ui.label(Role::Body.text(cx.model.catalog().work_name(work)).color(t.text));
                    ui.add_space(4.0);
                    if plain_button(ui, t, "Compose from this…", vec2(168.0, 32.0)).clicked() {
                        editor = Some(PoseEditor::new(&Start::Like(work.clone()), about));
                    }
                });
            });
            picker_ui(ui, cx, &mut draft.search, work);
        }
        Some(Depiction::Composed(figure)) => {
            ui.horizontal_top(|ui| {
                chosen_ui(ui, cx, Some(figure), "composed");
                ui.vertical(|ui| {
                    label(ui, cx, "Composed by you");
                    ui.add_space(4.0);
                    if plain_button(ui, t, "Change the figure…", vec2(168.0, 32.0)).clicked() {
                        editor = Some(PoseEditor::of(figure.as_ref().clone(), about));
                    }
                });
            });
        }
    }
    editor
}

/// What composing begins with.
fn start_of(depiction: Option<&Depiction>) -> Start {
    match depiction {
        Some(Depiction::Like(work)) => Start::Like(work.clone()),
        Some(Depiction::Composed(_)) | None => Start::Standing,
    }
}

/// The first built-in drill for the main region, else the first of all.
fn first_like(cx: &Cx<'_>, groups: &[Group]) -> Work {
    let has_figure = |id: &str| pose::figure(id).is_some();
    let drills = || cx.model.catalog().drills().iter().filter(|drill| has_figure(drill.id.as_str()));
    let of_group = groups.first().and_then(|group| drills().find(|drill| drill.groups.contains(group)));
    let drill = of_group.or_else(|| drills().next());
    drill.map_or_else(|| Work::Drill("d01".into()), |drill| Work::Drill(drill.id.clone()))
}

fn chosen_ui(ui: &mut Ui, cx: &Cx<'_>, figure: Option<&Figure>, name: &str) {
    let Some(figure) = figure else { return };
    let label = format!("The figure: {name}");
    let view = FigureView::new(figure, &label).at(loop_secs(ui, figure)).on(cx.tokens.surface);
    view.show_moving(ui, cx.tokens, CHOSEN, motion(cx));
    ui.add_space(8.0);
}

/// All that can be drawn like, as small figures.
fn picker_ui(ui: &mut Ui, cx: &Cx<'_>, search: &mut String, chosen: &mut Work) {
    let t = cx.tokens;
    ui.add_space(4.0);
    search_field(ui, t, search, "search a figure…", ui.available_width().min(360.0) - 46.0);
    let catalog = cx.model.catalog();
    let drills = catalog.drills().iter().map(|drill| (Work::Drill(drill.id.clone()), &drill.groups));
    let techniques = catalog.techniques().iter();
    let techniques = techniques.map(|technique| (Work::Technique(technique.id.clone()), &technique.groups));
    let is_found = |work: &Work, groups: &[Group]| {
        holds_all(&format!("{} {}", catalog.work_name(work), super::super::group_names(groups)), search)
    };
    let found: Vec<(Work, &Figure)> = drills
        .chain(techniques)
        .filter(|(work, groups)| is_found(work, groups))
        .filter_map(|(work, _)| pose::figure(work.id()).map(|figure| (work, figure)))
        .collect();
    if found.is_empty() {
        ui.label(Role::Body.text("No figure of this name.").color(t.quiet));
        return;
    }
    let area = ScrollArea::vertical()
        .id_salt("figures")
        .max_height(GRID_HEIGHT)
        .min_scrolled_height(GRID_HEIGHT)
        .auto_shrink([false, true]);
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        ui.horizontal_wrapped(|ui| {
            for (work, figure) in found {
                if tile_ui(ui, cx, &work, figure, work == *chosen) {
                    *chosen = work;
                }
            }
        });
    });
}

/// One figure to choose; whether it was tapped.
fn tile_ui(ui: &mut Ui, cx: &Cx<'_>, work: &Work, figure: &Figure, is_chosen: bool) -> bool {
    let t = cx.tokens;
    let name = cx.model.catalog().work_name(work);
    let (rect, response) = ui.allocate_exact_size(TILE, Sense::click());
    let label = format!("Drawn like {name}");
    response.widget_info(|| WidgetInfo::selected(NodeRole::RadioButton, true, is_chosen, &label));
    if ui.is_rect_visible(rect) {
        let is_pointed_at = response.hovered() || response.has_focus();
        let paper = if is_chosen {
            t.accent_soft
        } else if is_pointed_at {
            t.sunk
        } else {
            t.surface
        };
        let edge = if is_chosen { t.accent } else { t.line };
        let radius = CornerRadius::same(CONTROL_RADIUS);
        ui.painter().rect(rect, radius, paper, Stroke::new(1.0, edge), StrokeKind::Inside);
        let top = rect.center_top() + vec2(0.0, 4.0 + TILE_FIGURE / 2.0);
        let place = Rect::from_center_size(top, vec2(TILE_FIGURE, TILE_FIGURE));
        let moves = if is_pointed_at { Moves::Yes } else { Moves::No };
        paint_small(ui, cx, place, figure, Facing::AsDrawn, (paper, moves));
        let at = rect.left_bottom() + vec2(8.0, -13.0);
        cut_text(ui, at, name, Role::Small.font(), t.text, TILE.x - 16.0);
        if is_chosen {
            let at = rect.right_top() + vec2(-12.0, 12.0);
            ui.painter().text(at, egui::Align2::CENTER_CENTER, icons::CHECK, icons::font(16.0), t.accent);
        }
    }
    focus_ring(ui, t, &response);
    response.on_hover_text(name).on_hover_cursor(CursorIcon::PointingHand).clicked()
}
