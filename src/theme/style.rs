//! egui's fonts and styles, made from the tokens.

use std::sync::Arc;

use egui::style::{WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle,
    Vec2, Visuals,
};

use super::{Role, Themes, Tokens, bold_family};

/// Corner radius of controls.
const CONTROL_RADIUS: CornerRadius = CornerRadius::same(6);
/// Corner radius of cards and overlays.
const CARD_RADIUS: CornerRadius = CornerRadius::same(8);

/// Puts Noto Sans, regular and bold, and the icons in place of egui's own fonts.
pub fn install_fonts(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    let faces = [("regular", ttf_noto_sans::REGULAR), ("bold", ttf_noto_sans::BOLD)];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    fonts.families.insert(FontFamily::Proportional, vec!["regular".to_owned()]);
    fonts.families.insert(FontFamily::Monospace, vec!["regular".to_owned()]);
    fonts.families.insert(bold_family(), vec!["bold".to_owned(), "regular".to_owned()]);
    ctx.set_fonts(fonts);
    ctx.add_font(egui_material_icons::font_insert());
}

/// Gives egui the look of both themes.
pub fn install_styles(ctx: &Context, themes: &Themes) {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let tokens = themes.of(theme);
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(theme, tokens);
            style.text_styles = [
                (TextStyle::Heading, Role::Title.font()),
                (TextStyle::Body, Role::Body.font()),
                (TextStyle::Button, Role::Body.font()),
                (TextStyle::Small, Role::Small.font()),
                (TextStyle::Monospace, FontId::new(14.0, FontFamily::Monospace)),
            ]
            .into();
            style.animation_time = 0.12;
            style.interaction.selectable_labels = false;
            style.interaction.tooltip_delay = 0.4;
            style.spacing.item_spacing = Vec2::new(8.0, 8.0);
            style.spacing.button_padding = Vec2::new(16.0, 8.0);
            style.spacing.interact_size = Vec2::new(36.0, 36.0);
            style.spacing.menu_margin = Margin::same(8);
            style.spacing.window_margin = Margin::same(12);
            // No track: on paper it would show as a white line beside every list.
            style.spacing.scroll = egui::style::ScrollStyle {
                dormant_background_opacity: 0.0,
                active_background_opacity: 0.0,
                interact_background_opacity: 0.0,
                dormant_handle_opacity: 0.4,
                ..egui::style::ScrollStyle::thin()
            };
        });
    }
}

fn visuals(theme: egui::Theme, t: &Tokens) -> Visuals {
    let widget = |fill: Color32, border: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, border),
        corner_radius: CONTROL_RADIUS,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    Visuals {
        widgets: Widgets {
            noninteractive: widget(t.window, t.line, t.text),
            inactive: widget(t.surface, t.control, t.text),
            hovered: widget(t.sunk, t.control, t.text),
            active: widget(t.line, t.control, t.text),
            open: widget(t.sunk, t.control, t.text),
        },
        selection: egui::style::Selection { bg_fill: t.accent_soft, stroke: Stroke::new(1.0, t.accent) },
        weak_text_color: Some(t.quiet),
        hyperlink_color: t.accent,
        faint_bg_color: t.sunk,
        extreme_bg_color: t.surface,
        warn_fg_color: t.caution,
        error_fg_color: t.stop,
        window_corner_radius: CARD_RADIUS,
        menu_corner_radius: CARD_RADIUS,
        window_fill: t.surface,
        window_stroke: Stroke::new(1.0, t.line),
        window_shadow: overlay_shadow(t),
        popup_shadow: overlay_shadow(t),
        panel_fill: t.window,
        ..match theme {
            egui::Theme::Light => Visuals::light(),
            egui::Theme::Dark => Visuals::dark(),
        }
    }
}

fn overlay_shadow(t: &Tokens) -> Shadow {
    Shadow { offset: [0, 8], blur: 24, spread: 0, color: t.shadow }
}
