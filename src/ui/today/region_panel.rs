//! The small panel at a region: soreness, stiffness, both sides, and whether something is wrong.

use egui::{Align, Layout, Ui, pos2};

use super::super::words;
use super::anchored::{Anchor, anchored_panel};
use super::{Commands, Cx, TodayDrafts, wrong};
use crate::domain::{Rating, Region, RegionRating, Side};
use crate::model::{Command, MapCommand, Scale};
use crate::theme::{Role, Tokens, icons};
use crate::widgets::body_map::Reach;
use crate::widgets::controls::{Chosen, chip, icon_button, row};
use crate::widgets::keycap::paint_keycap;
use crate::widgets::rating::{Texture, segmented_rating};

/// The height of a key in the hints.
const KEYCAP_HEIGHT: f32 = 20.0;

/// Draws the panel of `region` beside its anchor.
pub fn region_panel_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    region: Region,
    anchor: Anchor,
    drafts: &mut TodayDrafts,
    out: &mut Commands,
) {
    let close = anchored_panel(ui, cx, region.label(), anchor, |ui| {
        panel_contents(ui, cx, region, drafts, out);
        if !drafts.asking_wrong {
            key_hints(ui, cx.tokens);
        }
    });
    if close {
        drafts.asking_wrong = false;
        out.push_first(Command::SelectRegion(None));
    }
}

/// Everything that can be said of a region: on the map in its panel, in the list below its row.
pub fn panel_contents(ui: &mut Ui, cx: &Cx<'_>, region: Region, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let rating = cx.model.derived().regions_today().get(&region).copied().unwrap_or_default();
    row(ui, 28.0, |ui| {
        let name = match drafts.panel_reach {
            Reach::OneSide => region.name(),
            Reach::BothSides => format!("{}, both sides", region.group().name()),
        };
        ui.label(Role::Heading.text(words::capitalised(&name)).color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, t, icons::CLOSE, "Close").clicked() {
                out.push(Command::SelectRegion(None));
            }
        });
    });
    let side = region.side().word();
    let place = region.group().info().label;
    let place_words = if side.is_empty() { place.to_owned() } else { format!("your {side}, {place}") };
    ui.label(Role::Small.text(place_words).color(t.quiet));
    ui.add_space(4.0);
    // One question at a time: while it is asked what is wrong, nothing else is.
    if drafts.asking_wrong {
        wrong::wrong_ui(ui, cx, region, rating.wrong, drafts, out);
        return;
    }
    let reach = drafts.panel_reach.or_held(ui);
    for scale in Scale::ALL {
        scale_ui(ui, cx, (region, reach), scale, rating, out);
        ui.add_space(6.0);
    }
    sides_ui(ui, cx, region, drafts, out);
    wrong::wrong_ui(ui, cx, region, rating.wrong, drafts, out);
}

/// Both sides at once, and what one tap does with the ratings of this region.
fn sides_ui(ui: &mut Ui, cx: &Cx<'_>, region: Region, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    row(ui, 28.0, |ui| {
        let has_sides = region.side() != Side::Midline;
        let both = drafts.panel_reach == Reach::BothSides;
        if has_sides && chip(ui, t, "both sides", Chosen::from(both)).on_hover_text("Or hold Alt or Ctrl").clicked() {
            drafts.panel_reach = if both { Reach::OneSide } else { Reach::BothSides };
            drafts.reach = drafts.panel_reach;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if icon_button(ui, t, icons::CLEAR, "clear the ratings").clicked() {
                let regions = drafts.panel_reach.or_held(ui).regions(region);
                out.push(Command::Map(MapCommand::Clear(regions)));
            }
            if has_sides && icon_button(ui, t, icons::SWAP, "swap sides").clicked() {
                out.push(Command::Map(MapCommand::SwapSides(Some(region))));
            }
            if has_sides && icon_button(ui, t, icons::MIRROR, "copy to the other side").clicked() {
                out.push(Command::Map(MapCommand::CopyAcross(region)));
            }
        });
    });
}

fn key_hints(ui: &mut Ui, t: &Tokens) {
    ui.add_space(2.0);
    row(ui, KEYCAP_HEIGHT, |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (key, meaning) in [("0–9", "sore"), ("Shift", "+digit stiff"), ("Esc", "close")] {
            let left_middle = pos2(ui.cursor().left(), ui.max_rect().center().y);
            let cap = paint_keycap(ui, t, left_middle, key, Role::Small.font(), KEYCAP_HEIGHT);
            ui.advance_cursor_after_rect(cap);
            ui.label(Role::Small.text(meaning).color(t.quiet));
        }
    });
}

fn scale_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (region, reach): (Region, Reach),
    scale: Scale,
    rating: RegionRating,
    out: &mut Commands,
) {
    let t = cx.tokens;
    let (value, texture) = match scale {
        Scale::Soreness => (rating.soreness, Texture::Plain),
        Scale::Stiffness => (rating.stiffness, Texture::Hatched),
    };
    row(ui, 16.0, |ui| {
        ui.label(Role::SmallBold.text(scale.label()).color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let before = before_words(cx, region, scale);
            let words = if value.is_none() && before.is_empty() { "not rated".to_owned() } else { before };
            ui.label(Role::Small.text(words).color(t.quiet));
        });
    });
    let width = ui.available_width();
    if let Some(tapped) = segmented_rating(ui, t, scale.label(), value, texture, width) {
        // A second tap on the same value takes the rating back.
        let other = cx.model.derived().regions_today().get(&region.mirrored()).and_then(|&other| scale.of(other));
        let is_new = value != Some(tapped) || (reach == Reach::BothSides && other != Some(tapped));
        out.push(rate(region, reach, scale, Some(tapped).filter(|_| is_new)));
    }
}

/// The command that rates a region, or it and its other side.
pub fn rate(region: Region, reach: Reach, scale: Scale, rating: Option<Rating>) -> Command {
    let regions = reach.regions(region);
    if regions.len() == 1 {
        Command::Rate(region, scale, rating)
    } else {
        Command::Map(MapCommand::Rate(regions, scale, rating))
    }
}

/// "yesterday 7".
fn before_words(cx: &Cx<'_>, region: Region, scale: Scale) -> String {
    let Some((day, ratings)) = cx.model.derived().regions_before() else { return String::new() };
    let Some(rating) = ratings.get(&region) else { return String::new() };
    let value = match scale {
        Scale::Soreness => rating.soreness,
        Scale::Stiffness => rating.stiffness,
    };
    value.map(|value| format!("{} {value}", words::relative_day(*day, cx.now.date()))).unwrap_or_default()
}
