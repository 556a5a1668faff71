//! Your health: what every circuit must obey, asked once and changed here.

use std::collections::BTreeMap;

use egui::{
    Align, Align2, CornerRadius, CursorIcon, Label, Layout, Role as NodeRole, ScrollArea, Sense, Stroke, StrokeKind,
    TextEdit, Ui, WidgetInfo, pos2, vec2,
};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::super::{Commands, Cx, words};
use super::page::{MAX_WIDTH, frame, header_ui, heading, prose};
use crate::domain::{Condition, Exclusion, Health, Region, Scope};
use crate::model::{Command, Page};
use crate::safety;
use crate::theme::{Role, icons};
use crate::widgets::controls::{
    CONTROL_RADIUS, card, focus_ring, icon_button, row, search_field, segments, small_button,
};

/// The half-typed things of the page.
#[derive(Default)]
pub struct HealthDrafts {
    search: String,
    /// What a region that is found next is left out for.
    kind: Kind,
    /// Days of ending that are being typed.
    ends: BTreeMap<Region, String>,
    /// Reasons that are being typed.
    why: BTreeMap<Region, String>,
}

/// Why a region is left out, as far as it decides what is proposed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Own,
    Surgery,
    VaricoseVeins,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Own, Self::Surgery, Self::VaricoseVeins];

    fn label(self) -> &'static str {
        match self {
            Self::Own => "My own reason",
            Self::Surgery => "Surgery or implant",
            Self::VaricoseVeins => "Varicose veins",
        }
    }

    /// What is proposed for a region that is added; all of it can be changed.
    fn exclusion(self, today: Date) -> Exclusion {
        match self {
            Self::Own => Exclusion { scope: Scope::AllWork, until: None, why: String::new() },
            // The longer end of the six to twelve weeks of the rule.
            Self::Surgery => Exclusion {
                scope: Scope::AllWork,
                until: today.checked_add(12.weeks()).ok(),
                why: "surgery".to_owned(),
            },
            Self::VaricoseVeins => Exclusion { scope: Scope::Pressure, until: None, why: "varicose veins".to_owned() },
        }
    }
}

/// So many found regions are listed.
const FOUND: usize = 6;

/// The page.
pub fn health_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut HealthDrafts, out: &mut Commands) {
    frame().show(ui, |ui| {
        header_ui(ui, cx, Page::Health.label(), Command::OpenPage(Page::Settings), out);
        ScrollArea::vertical().id_salt("health").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(MAX_WIDTH));
            ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
            let known = &cx.model.document().profile.health;
            let mut health = known.clone();
            card(cx.tokens).show(ui, |ui| conditions_ui(ui, cx, &mut health, drafts));
            card(cx.tokens).show(ui, |ui| exclusions_ui(ui, cx, &mut health, drafts));
            if health != *known {
                out.push(Command::ChangeHealth(Box::new(Health { asked: true, ..health })));
            }
        });
    });
}

fn conditions_ui(ui: &mut Ui, cx: &Cx<'_>, health: &mut Health, drafts: &mut HealthDrafts) {
    heading(ui, cx, "Does any of this apply to you?");
    prose(ui, cx, "Every circuit obeys it from then on. It stays in your files and is asked nowhere else.");
    ui.spacing_mut().item_spacing.y = 4.0;
    for condition in Condition::ALL {
        let on = health.conditions.contains(&condition);
        let said = safety::condition_words(condition);
        if switch_row(ui, cx, said.label, said.does, on) {
            if on {
                health.conditions.remove(&condition);
            } else {
                health.conditions.insert(condition);
                if condition == Condition::VaricoseVeins {
                    drafts.kind = Kind::VaricoseVeins;
                }
            }
        }
    }
}

/// A row that is on or off, with what that does. Returns whether it was tapped.
fn switch_row(ui: &mut Ui, cx: &Cx<'_>, label: &str, does: &str, on: bool) -> bool {
    let t = cx.tokens;
    let width = ui.available_width();
    let galley = ui.painter().layout(does.to_owned(), Role::Small.font(), t.quiet, width - 44.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 32.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(NodeRole::CheckBox, true, on, label));
    let radius = CornerRadius::same(CONTROL_RADIUS);
    if on || response.hovered() {
        let fill = if on { t.accent_soft } else { t.sunk };
        ui.painter().rect_filled(rect.expand2(vec2(8.0, 0.0)), radius, fill);
    }
    let box_rect = egui::Rect::from_center_size(pos2(rect.left() + 12.0, rect.top() + 16.0), vec2(20.0, 20.0));
    let (fill, border) = if on { (t.accent, t.accent) } else { (t.surface, t.control) };
    ui.painter().rect(box_rect, CornerRadius::same(4), fill, Stroke::new(1.0, border), StrokeKind::Inside);
    if on {
        let font = icons::font(16.0);
        ui.painter().text(box_rect.center(), Align2::CENTER_CENTER, icons::CHECK, font, t.on_accent);
    }
    let at = pos2(rect.left() + 36.0, rect.top() + 16.0);
    ui.painter().text(at, Align2::LEFT_CENTER, label, Role::Label.font(), t.text);
    ui.painter().galley(pos2(at.x, rect.top() + 27.0), galley, t.quiet);
    focus_ring(ui, t, &response);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

fn exclusions_ui(ui: &mut Ui, cx: &Cx<'_>, health: &mut Health, drafts: &mut HealthDrafts) {
    let t = cx.tokens;
    heading(ui, cx, "Regions to leave out");
    prose(ui, cx, "After surgery, over an implant, where varicose veins are, or for any reason of your own.");
    let mut removed = None;
    for (&region, exclusion) in &mut health.exclusions {
        if exclusion_ui(ui, cx, region, exclusion, drafts) {
            removed = Some(region);
        }
    }
    if let Some(region) = removed {
        health.exclusions.remove(&region);
        drafts.ends.remove(&region);
        drafts.why.remove(&region);
    }
    ui.add_space(4.0);
    ui.label(Role::Label.text("Add a region").color(t.text));
    let chosen = Kind::ALL.iter().position(|&kind| kind == drafts.kind);
    let width = ui.available_width().min(440.0);
    if let Some(index) = segments(ui, t, "Left out for", &Kind::ALL.map(Kind::label), chosen, width) {
        drafts.kind = Kind::ALL[index];
    }
    search_field(ui, t, &mut drafts.search, "search a region to leave out…", width - 46.0);
    if drafts.search.trim().is_empty() {
        return;
    }
    let found: Vec<Region> = Region::all()
        .filter(|region| words::holds_all(&words::region_names(*region), &drafts.search))
        .take(FOUND)
        .collect();
    if found.is_empty() {
        ui.label(Role::Body.text("No region of this name.").color(t.quiet));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = 28.0;
        for region in found {
            if small_button(ui, t, &format!("Leave out {}", region.name())).clicked() {
                health.exclusions.entry(region).or_insert_with(|| drafts.kind.exclusion(cx.now.date()));
                if drafts.kind == Kind::VaricoseVeins {
                    health.conditions.insert(Condition::VaricoseVeins);
                }
                drafts.search.clear();
            }
        }
    });
}

/// One region: what is left out, until when, and why. Returns whether it is to be taken away.
fn exclusion_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    region: Region,
    exclusion: &mut Exclusion,
    drafts: &mut HealthDrafts,
) -> bool {
    let t = cx.tokens;
    let name = region.name();
    let mut removed = false;
    row(ui, 28.0, |ui| {
        ui.label(Role::Label.text(words::capitalised(&name)).color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            removed = icon_button(ui, t, icons::DELETE, &format!("No longer leave out {name}")).clicked();
        });
    });
    ui.horizontal_wrapped(|ui| {
        let chosen = Scope::ALL.iter().position(|&scope| scope == exclusion.scope);
        let labels = Scope::ALL.map(scope_words);
        if let Some(index) = segments(ui, t, &format!("{name}: left out"), &labels, chosen, 216.0) {
            exclusion.scope = Scope::ALL[index];
        }
        ui.label(Role::Body.text("until").color(t.text));
        until_field(ui, cx, region, exclusion, drafts);
        let why = drafts.why.entry(region).or_insert_with(|| exclusion.why.clone());
        let field = TextEdit::singleline(why).hint_text("why").desired_width(176.0).char_limit(80);
        let response = ui.add(field).accessible_name(format!("{name}: why"));
        if response.lost_focus() {
            why.trim().clone_into(&mut exclusion.why);
        } else if !response.has_focus() {
            why.clone_from(&exclusion.why);
        }
    });
    let typed = drafts.ends.get(&region).map_or("", String::as_str);
    let known = exclusion.until.map(|until| until.to_string()).unwrap_or_default();
    if typed.trim() != known && day_of(typed, cx.now.date()).is_err() {
        let text = "A day to come as 2026-12-01, or nothing.";
        ui.add(Label::new(Role::Small.text(text).color(t.stop)).wrap());
    }
    removed
}

fn until_field(ui: &mut Ui, cx: &Cx<'_>, region: Region, exclusion: &mut Exclusion, drafts: &mut HealthDrafts) {
    let known = exclusion.until.map(|until| until.to_string()).unwrap_or_default();
    let today = cx.now.date();
    let typed = drafts.ends.entry(region).or_insert_with(|| known.clone());
    let field = TextEdit::singleline(typed).hint_text("I change it").desired_width(104.0).char_limit(10);
    let response = ui.add(field).accessible_name(format!("{}: left out until", region.name()));
    let day = day_of(typed, today);
    if response.lost_focus()
        && let Ok(day) = day
    {
        exclusion.until = day;
    } else if !response.has_focus() && day.is_ok() {
        typed.clone_from(&known);
    }
}

/// The day to come that is typed, or that there is none.
fn day_of(typed: &str, today: Date) -> Result<Option<Date>, ()> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let day = typed.parse().ok().filter(|&day: &Date| day > today);
    day.map(Some).ok_or(())
}

fn scope_words(scope: Scope) -> &'static str {
    match scope {
        Scope::Pressure => "no pressure",
        Scope::AllWork => "no work",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_a_day_to_come_or_nothing() {
        let today: Date = "2026-11-22".parse().expect("a date");
        let check = |typed: &str, expected: Result<Option<&str>, ()>| {
            let found = day_of(typed, today).map(|day| day.map(|day| day.to_string()));
            assert_eq!(found, expected.map(|day| day.map(str::to_owned)), "{typed}");
        };
        check("", Ok(None));
        check(" 2026-11-23 ", Ok(Some("2026-11-23")));
        check("2026-11-22", Err(()));
        check("1 December", Err(()));
    }

    #[test]
    fn surgery_is_left_out_for_twelve_weeks_and_varicose_veins_from_pressure_alone() {
        let today: Date = "2026-11-22".parse().expect("a date");
        let surgery = Kind::Surgery.exclusion(today);
        assert_eq!((surgery.scope, surgery.until), (Scope::AllWork, "2027-02-14".parse().ok()));
        let veins = Kind::VaricoseVeins.exclusion(today);
        assert_eq!((veins.scope, veins.until), (Scope::Pressure, None));
    }
}
