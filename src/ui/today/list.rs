//! The list of regions: the body map in words, with search.

use egui::{Frame, Key, Margin, Modifiers, ScrollArea, Ui, vec2};

use super::super::words;
use super::{Commands, Cx, TodayDrafts, layers, map, region_panel};
use crate::domain::Region;
use crate::model::Command;
use crate::theme::Role;
use crate::widgets::body_map::{Reach, RegionList, Signs};
use crate::widgets::controls::CARD_RADIUS;

/// The widest that the list gets, in points.
const MAX_WIDTH: f32 = 640.0;

/// The list in place of the map.
pub fn list_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, out: &mut Commands) {
    let found: Vec<Region> =
        Region::all().filter(|region| words::holds_all(&words::region_names(*region), &drafts.search)).collect();
    let shown = drafts.layers.shown(cx);
    let title = drafts.layers.title(cx.now.date());
    let (signs, opened) = match &shown {
        Some(shown) => (Signs::Layer(&shown.signs), drafts.layers.asked),
        None => (Signs::Ratings(cx.model.derived().regions_today()), cx.model.selected()),
    };
    let reach = if shown.is_some() { Reach::OneSide } else { drafts.panel_reach };
    let list = RegionList::new(cx.tokens, signs).selected(opened, reach).reach(drafts.reach);
    let mut state = std::mem::take(&mut drafts.list);
    let mut events = Vec::new();
    ScrollArea::vertical().id_salt("regions").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_max_width(MAX_WIDTH.min(ui.available_width() - 12.0));
        if found.is_empty() {
            ui.label(Role::Body.text("No region of this name.").color(cx.tokens.quiet));
        }
        events = list.show(ui, &mut state, &found, |ui, region| {
            let frame = Frame::new().fill(cx.tokens.sunk).corner_radius(CARD_RADIUS).inner_margin(Margin::same(12));
            ui.add_space(4.0);
            let framed = frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                match &shown {
                    Some(shown) => layers::words_ui(ui, cx, region, &title, shown),
                    None => region_panel::panel_contents(ui, cx, region, drafts, out),
                }
            });
            if drafts.unfolded != Some(region) {
                drafts.unfolded = Some(region);
                framed.response.scroll_to_me(None);
            }
            ui.add_space(8.0);
        });
        ui.add_space(16.0);
    });
    drafts.list = state;
    drafts.unfolded = opened.and(drafts.unfolded);
    if opened.is_some() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        drafts.asking_wrong = false;
        drafts.layers.asked = None;
        out.push(Command::SelectRegion(None));
    }
    // A second tap on the open row closes it: there is no "elsewhere" beside a list.
    let open = cx.model.selected().filter(|_| shown.is_none());
    map::answer(events, cx, open, shown.as_deref(), drafts, out);
}
