//! What must hold of a figure that comes from outside, so that it can be solved and drawn whoever wrote it.

use super::figure::{
    Anchor, Arrow, Camera, Figure, Frame, Goal, Ground, Key, Limb, LimbName, Mark, Prop, PropShape, Xyz,
};

/// The most keys, and the most of what is around the body.
const KEYS_MOST: usize = 16;
const THINGS_MOST: usize = 12;
const POINTS_MOST: usize = 24;
const LIT_MOST: usize = 24;
/// The furthest that anything is from the middle, in body heights.
const FAR: f32 = 10.0;
/// The largest angle, in degrees.
const TURN: f32 = 720.0;
/// The longest way or hold, in seconds.
const SECS_MOST: f32 = 60.0;
/// The largest number added to a depth.
const LAYER_MOST: f32 = 100.0;

impl Figure {
    /// What does not hold of it, as a sentence; `None` where it can be drawn. Whether a body can take these poses is
    /// another question.
    pub fn unsound(&self) -> Option<String> {
        let Self {
            view: Camera { yaw, elevation },
            bounds: [left, bottom, width, height],
            repeat: _,
            ease: _,
            highlight,
            keys,
            props,
            arrows,
            marks,
            breath: (amplitude, period),
            ground,
            order,
            slides,
            gap,
        } = self;
        let mut check = Check { place: String::new(), fault: None };
        check.that((1..=KEYS_MOST).contains(&keys.len()), || format!("it needs 1 to {KEYS_MOST} poses"));
        let things = [("things", props.len()), ("arrows", arrows.len()), ("marks", marks.len())];
        for (name, count) in things {
            check.that(count <= THINGS_MOST, || format!("at most {THINGS_MOST} {name} can be around it"));
        }
        check.that(highlight.len() <= LIT_MOST, || format!("at most {LIT_MOST} parts can be lit"));
        check.that(slides.len() <= 4, || "a body has 4 limbs that can slide".to_owned());
        check.number("the turn of the camera", *yaw, -TURN, TURN);
        check.number("the height of the camera", *elevation, -90.0, 90.0);
        check.number("the left edge", *left, -FAR, FAR);
        check.number("the lower edge", *bottom, -FAR, FAR);
        check.number("the width", *width, 0.1, FAR);
        check.number("the height", *height, 0.1, FAR);
        check.number("the depth of the breath", *amplitude, 0.0, 0.2);
        check.number("the time of a breath", *period, 0.5, SECS_MOST);
        check.number("the width of the seams", *gap, 0.0, 0.1);
        if let Ground::Mat(from_x, to_x, from_z, to_z) = *ground {
            check.numbers("the mat", &[from_x, to_x, from_z, to_z], FAR);
        }
        check.numbers("the order", &order.values().copied().collect::<Vec<_>>(), LAYER_MOST);
        for (index, key) in keys.iter().enumerate() {
            check.at(format!("pose {}", index + 1));
            check.key(key);
        }
        for (index, prop) in props.iter().enumerate() {
            check.at(format!("thing {}", index + 1));
            check.prop(prop, keys.len());
        }
        for (index, Arrow { pts, w, period }) in arrows.iter().enumerate() {
            check.at(format!("arrow {}", index + 1));
            check.anchors("its points", pts);
            check.number("its width", *w, 0.0, 1.0);
            check.number("its time", *period, 0.1, SECS_MOST);
        }
        for (index, mark) in marks.iter().enumerate() {
            check.at(format!("mark {}", index + 1));
            match mark {
                Mark::Angle { at, from, to, r } => {
                    check.anchors("its points", &[*at, *from, *to]);
                    check.number("its radius", *r, 0.0, FAR);
                }
                Mark::Length { from, to } | Mark::Guide { from, to } => check.anchors("its points", &[*from, *to]),
            }
        }
        check.fault
    }
}

/// A check under way: where in the figure it is, and the first thing that was found.
struct Check {
    place: String,
    fault: Option<String>,
}

impl Check {
    fn at(&mut self, place: String) {
        self.place = place;
    }

    fn that(&mut self, holds: bool, words: impl FnOnce() -> String) {
        if holds || self.fault.is_some() {
            return;
        }
        let words = words();
        self.fault = Some(if self.place.is_empty() {
            format!("The figure cannot be drawn: {words}.")
        } else {
            format!("The figure cannot be drawn: {words} ({}).", self.place)
        });
    }

    /// What is not a number lies in no range.
    fn number(&mut self, name: &str, number: f32, least: f32, most: f32) {
        self.that((least..=most).contains(&number), || format!("{name} must lie within {least} and {most}"));
    }

    fn numbers(&mut self, name: &str, numbers: &[f32], most: f32) {
        for &number in numbers {
            self.number(name, number, -most, most);
        }
    }

    fn key(&mut self, key: &Key) {
        let Key {
            travel,
            hold,
            pelvis,
            pelvis_rot,
            chest_rot,
            head_rot,
            neck_rot,
            s_curve,
            shoulder,
            inhale,
            glow,
            leg_r,
            leg_l,
            arm_r,
            arm_l,
            order,
        } = key;
        self.number("the time of the way", *travel, 0.05, SECS_MOST);
        self.number("the time of the hold", *hold, 0.0, SECS_MOST);
        self.numbers("the pelvis", pelvis, FAR);
        for rotation in [*pelvis_rot, *chest_rot, *head_rot, neck_rot.unwrap_or_default()] {
            self.numbers("a turn", &rotation, TURN);
        }
        self.number("the curve of the spine", *s_curve, -90.0, 90.0);
        self.numbers("the shoulders", &[shoulder.0, shoulder.1], 1.0);
        self.number("the breath", *inhale, -2.0, 2.0);
        self.number("the glow", *glow, 0.0, 1.0);
        for limb in [leg_r, leg_l, arm_r, arm_l] {
            self.limb(limb);
        }
        let hangs_on = |limb: &Limb| limb.rel.limb();
        let chain = [hangs_on(leg_r), hangs_on(leg_l), hangs_on(arm_r), hangs_on(arm_l)];
        self.that(!is_circular(chain), || "its limbs hang on each other in a circle".to_owned());
        self.numbers("the order", &order.values().copied().collect::<Vec<_>>(), LAYER_MOST);
    }

    fn limb(&mut self, Limb { to, rel: _, pole, tip, tip_rel, toes, arch, hand: _ }: &Limb) {
        match *to {
            Goal::At(x, y, z) => self.numbers("where a limb is", &[x, y, z], FAR),
            Goal::Angles(swing, out, bend) => self.numbers("the angles of a limb", &[swing, out, bend], TURN),
        }
        for direction in [pole, tip].into_iter().flatten() {
            self.direction("the direction of a limb", direction);
        }
        let is_body = matches!(tip_rel, Frame::World | Frame::Pelvis | Frame::Chest | Frame::Head);
        self.that(is_body, || "toes and fingers point in the world, or with pelvis, chest or head".to_owned());
        self.number("the bend of the toes", *toes, -90.0, 90.0);
        self.number("the arch", *arch, 0.0, 1.0);
    }

    fn direction(&mut self, name: &str, direction: &Xyz) {
        self.numbers(name, direction, FAR);
        let is_one = direction.iter().any(|part| part.abs() > 1e-6);
        self.that(is_one, || format!("{name} is nowhere"));
    }

    fn anchors(&mut self, name: &str, anchors: &[Anchor]) {
        for Anchor { rel: _, p } in anchors {
            self.numbers(name, p, FAR);
        }
    }

    /// Points that rest, or move with the keys.
    fn keyed(&mut self, anchors: &[Anchor], keys: usize) {
        self.that(anchors.len() == 1 || anchors.len() == keys, || {
            "its place must be given once, or for each pose".to_owned()
        });
        self.anchors("its place", anchors);
    }

    fn prop(&mut self, Prop { shape, layer, tone: _ }: &Prop, keys: usize) {
        self.number("its layer", *layer, -LAYER_MOST, LAYER_MOST);
        match shape {
            PropShape::Box { min, max, at } => {
                self.numbers("its corners", min, FAR);
                self.numbers("its corners", max, FAR);
                if !at.is_empty() {
                    self.keyed(at, keys);
                }
            }
            PropShape::Ball { at, r } => {
                self.keyed(at, keys);
                self.number("its radius", *r, 0.0, FAR);
            }
            PropShape::Roller { at, axis, r, len } => {
                self.keyed(at, keys);
                self.direction("its axis", axis);
                self.number("its radius", *r, 0.001, FAR);
                self.number("its length", *len, 0.0, FAR);
            }
            PropShape::Line { pts, r, extend } => {
                self.that((2..=POINTS_MOST).contains(&pts.len()), || format!("a line has 2 to {POINTS_MOST} points"));
                self.anchors("its points", pts);
                self.number("its width", *r, 0.0, FAR);
                self.number("its further length", *extend, 0.0, FAR);
            }
            PropShape::Gun { hand, aim } => {
                self.anchors("where it is held", &[*hand]);
                self.keyed(aim, keys);
            }
            PropShape::Phone { at, along, face } => {
                self.anchors("its place", &[*at]);
                self.direction("its long edge", along);
                self.direction("its screen", face);
            }
            PropShape::Tape { from, to } => self.anchors("its ends", &[*from, *to]),
        }
    }
}

/// Whether going from limb to limb, in the order of [`LimbName`], never ends.
fn is_circular(hangs_on: [Option<LimbName>; 4]) -> bool {
    let ends = |start: usize| {
        let mut at = Some(start);
        for _ in 0..=hangs_on.len() {
            at = at.and_then(|limb| hangs_on[limb]).map(|limb| limb as usize);
        }
        at.is_none()
    };
    !(0..hangs_on.len()).all(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figure::{Bone, Joint, LimbSide};

    fn figure() -> Figure {
        let text = "(view: (yaw: 0.0), bounds: (-0.6, -0.1, 1.2, 1.2), \
                    keys: [(travel: 1.0, pelvis: (0.0, 0.52, 0.0), leg_r: (to: At(0.0, 0.045, 0.05)), \
                    leg_l: (to: At(0.0, 0.045, -0.05)), arm_r: (to: Angles(0.0, 5.0, 5.0)), \
                    arm_l: (to: Angles(0.0, 5.0, 5.0)))], \
                    props: [(shape: Ball(at: [(p: (0.0, 0.1, 0.0))], r: 0.03))])";
        ron::from_str(text).expect("a figure")
    }

    #[test]
    fn a_figure_that_cannot_be_drawn_says_what_and_where() {
        let check = |change: fn(&mut Figure), expected: Option<&str>| {
            let mut changed = figure();
            change(&mut changed);
            let expected = expected.map(|words| format!("The figure cannot be drawn: {words}."));
            assert_eq!(changed.unsound(), expected);
        };
        check(|_| {}, None);
        check(|figure| figure.keys.clear(), Some("it needs 1 to 16 poses"));
        check(|figure| figure.keys = vec![figure.keys[0].clone(); 17], Some("it needs 1 to 16 poses"));
        check(|figure| figure.keys = vec![figure.keys[0].clone(); 16], None);
        check(|figure| figure.keys[0].pelvis[1] = f32::NAN, Some("the pelvis must lie within -10 and 10 (pose 1)"));
        check(
            |figure| figure.keys[0].travel = f32::INFINITY,
            Some("the time of the way must lie within 0.05 and 60 (pose 1)"),
        );
        check(|figure| figure.bounds[2] = 0.0, Some("the width must lie within 0.1 and 10"));
        check(|figure| figure.props = vec![figure.props[0].clone(); 13], Some("at most 12 things can be around it"));
        check(
            |figure| figure.props[0].shape = PropShape::Ball { at: Vec::new(), r: 0.1 },
            Some("its place must be given once, or for each pose (thing 1)"),
        );
        check(|figure| figure.keys[0].arm_r.pole = Some([0.0; 3]), Some("the direction of a limb is nowhere (pose 1)"));
    }

    #[test]
    fn limbs_may_hang_on_each_other_and_not_in_a_circle() {
        let check = |arm_r: Frame, leg_r: Frame, expected: bool| {
            let mut changed = figure();
            changed.keys[0].arm_r.rel = arm_r;
            changed.keys[0].leg_r.rel = leg_r;
            assert_eq!(changed.unsound().is_none(), expected, "{arm_r:?} {leg_r:?}");
        };
        check(Frame::Bone(Bone::Shin, LimbSide::R), Frame::World, true);
        check(Frame::Joint(Joint::Hand, LimbSide::L), Frame::Pelvis, true);
        check(Frame::Joint(Joint::Hand, LimbSide::R), Frame::World, false);
        check(Frame::Bone(Bone::Shin, LimbSide::R), Frame::Joint(Joint::Wrist, LimbSide::R), false);
    }
}
