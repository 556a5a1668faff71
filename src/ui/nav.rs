//! The navigation: a rail on the left, or a bar at the foot of a narrow window.

use egui::{
    Align2, Context, CornerRadius, CursorIcon, Frame, Panel, Rect, Response, Role as NodeRole, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{Commands, Cx};
use crate::model::{Command, Screen};
use crate::theme::{Role, icons};
use crate::widgets::controls::CARD_RADIUS;

/// The width of the rail, in points.
pub const RAIL_WIDTH: f32 = 88.0;
/// The height of the bar of a narrow window, in points.
const BAR_HEIGHT: f32 = 64.0;
/// Below this width of the window the navigation is a bar at the foot, in points.
const NARROW: f32 = 800.0;

/// Whether the window is narrow: the navigation is at its foot, and lists and details take turns.
pub fn is_narrow(ctx: &Context) -> bool {
    ctx.content_rect().width() < NARROW
}

const ITEM: egui::Vec2 = vec2(80.0, 56.0);

fn icon(screen: Screen) -> &'static str {
    match screen {
        Screen::Today => icons::TODAY,
        Screen::Benchmarks => icons::BENCHMARK,
        Screen::Trends => icons::TRENDS,
        Screen::Journal => icons::JOURNAL,
        Screen::Library => icons::LIBRARY,
        Screen::Settings => icons::SETTINGS,
    }
}

/// The navigation for the width of the window.
pub fn nav_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    if is_narrow(ui.ctx()) {
        let bar =
            Panel::bottom("nav").exact_size(BAR_HEIGHT).show_separator_line(false).frame(Frame::NONE.fill(t.window));
        bar.show(ui, |ui| {
            let rect = ui.max_rect();
            ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, t.line));
            let step = rect.width() / Screen::ALL.len() as f32;
            for (index, screen) in Screen::ALL.into_iter().enumerate() {
                let center = pos2(rect.left() + step * (index as f32 + 0.5), rect.center().y);
                item(ui, cx, screen, Rect::from_center_size(center, ITEM), out);
            }
        });
        return;
    }
    let rail = Panel::left("nav")
        .exact_size(RAIL_WIDTH)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::NONE.fill(t.window));
    rail.show(ui, |ui| {
        let rect = ui.max_rect();
        ui.painter().vline(rect.right() - 0.5, rect.y_range(), Stroke::new(1.0, t.line));
        let wordmark = pos2(rect.center().x, rect.top() + 32.0);
        ui.painter().text(wordmark, Align2::CENTER_CENTER, "Supple", Role::Heading.font(), t.accent);
        let (upper, foot) = Screen::ALL.split_at(4);
        let left = rect.left() + 4.0;
        for (index, &screen) in upper.iter().enumerate() {
            let top = rect.top() + 64.0 + (ITEM.y + 4.0) * index as f32;
            item(ui, cx, screen, Rect::from_min_size(pos2(left, top), ITEM), out);
        }
        for (index, &screen) in foot.iter().enumerate() {
            let top = rect.bottom() - 12.0 - (ITEM.y + 4.0) * (foot.len() - index) as f32;
            item(ui, cx, screen, Rect::from_min_size(pos2(left, top), ITEM), out);
        }
    });
}

fn item(ui: &mut Ui, cx: &Cx<'_>, screen: Screen, rect: Rect, out: &mut Commands) -> Response {
    let t = cx.tokens;
    let selected = cx.model.screen() == screen;
    let response = ui.interact(rect, ui.scope_id().with(screen), Sense::click());
    response.widget_info(|| WidgetInfo::selected(NodeRole::Tab, true, selected, screen.label()));
    let radius = CornerRadius::same(CARD_RADIUS);
    if selected {
        ui.painter().rect_filled(rect, radius, t.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, t.sunk);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(2.0, t.accent), StrokeKind::Inside);
    }
    let ink = if selected { t.accent } else { t.quiet };
    let role = if selected { Role::SmallBold } else { Role::Small };
    let painter = ui.painter();
    painter.text(pos2(rect.center().x, rect.top() + 18.0), Align2::CENTER_CENTER, icon(screen), icons::font(24.0), ink);
    painter.text(pos2(rect.center().x, rect.bottom() - 14.0), Align2::CENTER_CENTER, screen.label(), role.font(), ink);
    if response.clicked() {
        out.push(Command::GoTo(screen));
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}
