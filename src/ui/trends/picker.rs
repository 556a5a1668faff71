//! The choice of a region among those with ratings: a button that opens a list with search.

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, CornerRadius, CursorIcon, Key, Popup, PopupCloseBehavior, Response, Role as NodeRole, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::domain::Region;
use crate::theme::{Role, Tokens, icons, mix};
use crate::ui::words::{capitalised, count, holds_all, region_names};
use crate::widgets::controls::{CONTROL_RADIUS, focus_ring, search_field};

const BUTTON: egui::Vec2 = vec2(220.0, 32.0);
const LIST_WIDTH: f32 = 320.0;
const ROW: f32 = 32.0;

/// What is typed into the search, and whether the list was opened just now.
#[derive(Default)]
pub struct PickerDraft {
    search: String,
    opened: bool,
}

/// The button with the chosen region; the answer is a region tapped in its list.
pub fn picker_ui(
    ui: &mut Ui,
    t: &Tokens,
    draft: &mut PickerDraft,
    choices: &[(Region, usize)],
    chosen: Region,
) -> Option<Region> {
    let button = button(ui, t, &capitalised(&chosen.name()));
    if button.clicked() {
        *draft = PickerDraft { search: String::new(), opened: true };
    }
    let popup = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Regions with ratings")
        .width(LIST_WIDTH);
    let picked = popup.show(|ui| list(ui, t, draft, choices, chosen));
    picked.and_then(|picked| picked.inner)
}

fn button(ui: &mut Ui, t: &Tokens, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(BUTTON, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(NodeRole::ComboBox, enabled, format!("Region: {label}")));
    let fill = if response.hovered() { mix(t.surface, t.text, 0.06) } else { t.surface };
    let radius = CornerRadius::same(CONTROL_RADIUS);
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, t.control), StrokeKind::Inside);
    let mut words = LayoutJob::simple_singleline(label.to_owned(), Role::Label.font(), t.text);
    words.wrap = TextWrapping::truncate_at_width(rect.width() - 12.0 - 32.0);
    let name = ui.painter().layout_job(words);
    ui.painter().galley(pos2(rect.left() + 12.0, rect.center().y - name.size().y / 2.0), name, t.text);
    let at = pos2(rect.right() - 8.0, rect.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, icons::EXPAND, icons::font(20.0), t.text);
    focus_ring(ui, t, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn list(
    ui: &mut Ui,
    t: &Tokens,
    draft: &mut PickerDraft,
    choices: &[(Region, usize)],
    chosen: Region,
) -> Option<Region> {
    let field = search_field(ui, t, &mut draft.search, "search a region…", LIST_WIDTH);
    if draft.opened {
        field.request_focus();
        draft.opened = false;
    }
    let is_wanted = |region| holds_all(&region_names(region), &draft.search);
    let found: Vec<(Region, usize)> = choices.iter().copied().filter(|&(region, _)| is_wanted(region)).collect();
    let mut picked = None;
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        picked = found.first().map(|&(region, _)| region);
    }
    if found.is_empty() {
        ui.label(Role::Body.text("No region of that name has ratings.").color(t.quiet));
    }
    ScrollArea::vertical().max_height(ROW * 9.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (region, days) in found {
            if row(ui, t, region, days, chosen).clicked() {
                picked = Some(region);
            }
        }
    });
    if picked.is_some() {
        ui.close();
    }
    picked
}

fn row(ui: &mut Ui, t: &Tokens, region: Region, days: usize, chosen: Region) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(LIST_WIDTH, ROW), Sense::click());
    let name = capitalised(&region.name());
    let rated = count(days, "day", "days");
    let is_chosen = region == chosen;
    response.widget_info(|| {
        WidgetInfo::selected(NodeRole::ListBoxOption, true, is_chosen, format!("{name}, rated on {rated}"))
    });
    let radius = CornerRadius::same(CONTROL_RADIUS);
    if is_chosen {
        ui.painter().rect_filled(rect, radius, t.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, t.sunk);
    }
    let font = if is_chosen { Role::Label.font() } else { Role::Body.font() };
    ui.painter().text(pos2(rect.left() + 10.0, rect.center().y), Align2::LEFT_CENTER, &name, font, t.text);
    let at = pos2(rect.right() - 10.0, rect.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, rated, Role::Small.font(), t.quiet);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(2.0, t.accent), StrokeKind::Inside);
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}
