//! The map on screen: the body, the signs on it, the words around it.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Align2, CornerRadius, Painter, Pos2, Rect, Shape, Ui, Vec2};

use super::layout::Layout;
use super::look::{BodyColours, RegionLook, Scene};
use super::{BodyMap, BodyMapState, Sign, pills};
use crate::domain::Region;
use crate::theme::{Role, Tokens};

/// A word beside a figure.
pub struct Word {
    text: &'static str,
    role: Role,
    /// Where it stands.
    pub rect: Rect,
}

/// The words around the figures that are shown.
pub fn words_around(ui: &Ui, layout: Layout) -> Vec<Word> {
    let width = |text: &str, role: Role| pills::text_size(ui.painter(), text, role.font()).x;
    let widest = width("your right", Role::Small).max(width("your left", Role::Small));
    let words = layout.facings().flat_map(|facing| layout.words(facing, widest));
    words
        .map(|(text, pos)| {
            let role = if text.starts_with("your") { Role::Small } else { Role::SmallBold };
            let rect = Rect::from_center_size(pos, Vec2::new(width(text, role), role.line_height()));
            Word { text, role, rect }
        })
        .collect()
}

/// Paints them; where the map is enlarged they lie on plates, for the body may be behind them.
pub fn paint_words(ui: &Ui, tokens: &Tokens, layout: Layout, words: &[Word]) {
    let painter = ui.painter_at(layout.rect);
    for word in words {
        if layout.is_enlarged {
            painter.rect_filled(word.rect.expand2(Vec2::new(6.0, 2.0)), CornerRadius::same(4), tokens.window);
        }
        painter.text(word.rect.center(), Align2::CENTER_CENTER, word.text, word.role.font(), tokens.quiet);
    }
}

impl BodyMap<'_> {
    /// Paints the body with its regions.
    pub(super) fn paint(
        &self,
        ui: &Ui,
        state: &mut BodyMapState,
        layout: Layout,
        signs: &BTreeMap<Region, Sign>,
        hovered: Option<Region>,
        focused: Option<Region>,
    ) {
        let mut looks: BTreeMap<Region, RegionLook> =
            signs.iter().map(|(&region, &sign)| (region, RegionLook::of(sign, self.tokens))).collect();
        if let Some(region) = hovered {
            let look = looks.entry(region).or_insert(RegionLook::plain(self.tokens.rest));
            *look = look.hovered(self.tokens);
        }
        let current = self.stations.iter().filter(|(number, _)| self.current_station == Some(*number));
        let selected = self.selected.iter().flat_map(|(region, reach)| reach.regions(*region));
        let outlined = current.map(|(_, region)| *region).chain(selected).chain(focused).collect();
        let scene = Scene { layout, looks, outlined, colours: BodyColours::new(self.tokens) };
        let mesh = match state.picture.take() {
            Some((painted, mesh)) if painted == scene => mesh,
            _ => Arc::new(scene.mesh(self.drawing)),
        };
        ui.painter_at(layout.rect).add(Shape::Mesh(Arc::clone(&mesh)));
        state.picture = Some((scene, mesh));
    }

    /// Paints marks, pills and discs above it.
    pub(super) fn paint_signs(
        &self,
        ui: &Ui,
        state: &BodyMapState,
        layout: Layout,
        signs: &BTreeMap<Region, Sign>,
        discs: &[Pos2],
    ) {
        let painter: Painter = ui.painter_at(layout.rect);
        for (&region, _) in signs.iter().filter(|(_, sign)| sign.is_wrong()) {
            let shown = layout.facing_of(self.drawing, region);
            let part = shown.and_then(|facing| Some((facing, self.drawing.figure(facing).regions.get(&region)?)));
            if let Some((facing, part)) = part {
                pills::paint_wrong_mark(&painter, self.tokens, layout.place(facing).to_screen(part.centre));
            }
        }
        if let Some((_, _, placed)) = &state.pills {
            pills::paint_pills(&painter, self.tokens, placed, signs);
        }
        for (&(number, region), &centre) in self.stations.iter().zip(discs) {
            if layout.facing_of(self.drawing, region).is_some() {
                pills::paint_disc(&painter, self.tokens, centre, number, self.current_station);
            }
        }
    }
}
