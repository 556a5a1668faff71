//! Changing a pose by its handles: the pelvis, the chest, the head, hands and feet, moved in a plane that is looked at.
//!
//! Whatever is moved, bones keep their lengths: a hand goes as far as its arm reaches, and the chest and the head turn
//! about what carries them. What was placed in a frame of the body stays in it.

use glam::Vec3;

use super::body::{Body, BodyPart};
use super::solve::solve;
use crate::domain::figure::{
    Anchor, Camera, Figure, Frame, Goal, Ground, Key, Limb, LimbName, LimbSide, PropShape, Xyz,
};

/// A part of the body that a pose is changed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handle {
    /// Moves the hips; hands and feet that rest in the world stay where they are.
    Pelvis,
    /// Turns the chest; the spine bends between it and the pelvis.
    Chest,
    /// Turns the head.
    Head,
    /// Moves the wrist of an arm, or the ankle of a leg.
    Limb(LimbName),
}

/// The plane in which a handle is moved, as the camera sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Plane {
    /// From the person's right: forward and up.
    Side,
    /// From the front: to the person's left and up.
    Front,
}

/// A part that turns by three angles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turned {
    /// The pelvis.
    Pelvis,
    /// The chest.
    Chest,
    /// The head.
    Head,
}

/// So far from its goal a limb counts as not reaching it, in body heights.
const MISSES: f32 = 0.02;
/// The furthest from the middle of the floor that a handle is moved, in body heights.
const FURTHEST: f32 = 1.5;
/// The most that one movement turns a part, in degrees; a drag is many movements.
const TURN_MOST: f32 = 20.0;
/// The space around the body in a picture, in body heights.
const MARGIN: f32 = 0.07;
/// At how many moments of the loop the room that a figure takes is measured.
const MOMENTS: u8 = 16;

impl Handle {
    /// All handles, from the middle of the body outward.
    pub const ALL: [Self; 7] = [
        Self::Pelvis,
        Self::Chest,
        Self::Head,
        Self::Limb(LimbName::ArmR),
        Self::Limb(LimbName::ArmL),
        Self::Limb(LimbName::LegR),
        Self::Limb(LimbName::LegL),
    ];

    /// Where it is on a body.
    pub fn at(self, body: &Body) -> Vec3 {
        match self {
            Self::Pelvis => body.pelvis.at,
            Self::Chest => body.chest.at,
            Self::Head => body.head.at,
            Self::Limb(name) => body.limb(name).end,
        }
    }

    /// What it turns, for those that are no limbs.
    pub fn turned(self) -> Option<Turned> {
        match self {
            Self::Pelvis => Some(Turned::Pelvis),
            Self::Chest => Some(Turned::Chest),
            Self::Head => Some(Turned::Head),
            Self::Limb(_) => None,
        }
    }
}

impl Turned {
    /// Its angles in a pose: pitch, lean and twist, in degrees.
    pub fn angles(self, key: &mut Key) -> &mut Xyz {
        match self {
            Self::Pelvis => &mut key.pelvis_rot,
            Self::Chest => &mut key.chest_rot,
            Self::Head => &mut key.head_rot,
        }
    }
}

impl Plane {
    /// The camera that looks at it.
    pub fn camera(self) -> Camera {
        let yaw = match self {
            Self::Side => 0.0,
            Self::Front => 90.0,
        };
        Camera { yaw, elevation: 0.0 }
    }

    /// Of pitch, lean and twist the one that turns in it.
    fn angle(self) -> usize {
        match self {
            Self::Side => 0,
            Self::Front => 1,
        }
    }
}

/// A point of the world on the screen of a camera: to the right and up.
pub fn project(camera: Camera, point: Vec3) -> [f32; 2] {
    let [right, up] = screen(camera);
    [right.dot(point), up.dot(point)]
}

/// The directions of the world that are right and up on the screen.
fn screen(Camera { yaw, elevation }: Camera) -> [Vec3; 2] {
    let ((sin, cos), (sin_e, cos_e)) = (yaw.to_radians().sin_cos(), elevation.to_radians().sin_cos());
    [Vec3::new(cos, 0.0, -sin), Vec3::new(-sin * sin_e, cos_e, -cos * sin_e)]
}

/// One pose of a figure by itself, with what is around it then.
pub fn still(figure: &Figure, index: usize) -> Figure {
    let mut still = figure.clone();
    let index = index.min(still.keys.len().saturating_sub(1));
    for anchors in still.props.iter_mut().filter_map(|prop| keyed(&mut prop.shape)) {
        if let Some(&anchor) = anchors.get(index).filter(|_| anchors.len() > 1) {
            *anchors = vec![anchor];
        }
    }
    still.keys = still.keys.get(index).cloned().into_iter().collect();
    still
}

/// The anchors of a thing that may move from pose to pose.
fn keyed(shape: &mut PropShape) -> Option<&mut Vec<Anchor>> {
    match shape {
        PropShape::Box { at, .. } | PropShape::Ball { at, .. } | PropShape::Roller { at, .. } => Some(at),
        PropShape::Gun { aim, .. } => Some(aim),
        PropShape::Line { .. } | PropShape::Phone { .. } | PropShape::Tape { .. } => None,
    }
}

/// Adds a pose after another, the same as that one, with what is around it.
pub fn add_pose(figure: &mut Figure, after: usize) {
    let Some(key) = figure.keys.get(after).cloned() else { return };
    let keys = figure.keys.len();
    for anchors in figure.props.iter_mut().filter_map(|prop| keyed(&mut prop.shape)) {
        if anchors.len() == keys && keys > 1 {
            let anchor = anchors[after];
            anchors.insert(after + 1, anchor);
        }
    }
    figure.keys.insert(after + 1, key);
}

/// Takes a pose away; the last one stays.
pub fn remove_pose(figure: &mut Figure, index: usize) {
    let keys = figure.keys.len();
    if keys < 2 || index >= keys {
        return;
    }
    for anchors in figure.props.iter_mut().filter_map(|prop| keyed(&mut prop.shape)) {
        if anchors.len() == keys {
            anchors.remove(index);
        }
    }
    figure.keys.remove(index);
}

/// Moves a handle of a pose in a plane, by body heights to the right of the screen and up.
pub fn move_handle(figure: &mut Figure, index: usize, handle: Handle, plane: Plane, by: [f32; 2]) {
    let mut still = still(figure, index);
    if still.keys.is_empty() || !by.iter().all(|part| part.is_finite()) {
        return;
    }
    let [right, up] = screen(plane.camera());
    let step = by[0] * right + by[1] * up;
    let body = solve(&still, 0.0);
    match handle {
        Handle::Pelvis => still.keys[0].pelvis = rounded(within(Vec3::from(still.keys[0].pelvis) + step)),
        Handle::Chest | Handle::Head => turn_toward(&mut still, handle, plane, handle.at(&body) + step),
        Handle::Limb(name) => {
            place(&mut still.keys[0], name, &body, within(body.limb(name).end + step));
            // A goal out of reach would lie elsewhere than the handle: it is taken back to where the limb ends.
            let body = solve(&still, 0.0);
            let reached = body.limb(name).end;
            place(&mut still.keys[0], name, &body, reached);
        }
    }
    if let (Some(key), Some(moved)) = (figure.keys.get_mut(index), still.keys.pop()) {
        *key = moved;
    }
}

/// Gives the other arm or leg of a pose the mirror image of this one.
pub fn mirror_limb(figure: &mut Figure, index: usize, name: LimbName) {
    let Some(key) = figure.keys.get_mut(index) else { return };
    let other = other_side(name);
    *key.limb_mut(other) = reflected(*key.limb(name));
}

/// The same limb of the other side.
fn other_side(name: LimbName) -> LimbName {
    match name {
        LimbName::LegR => LimbName::LegL,
        LimbName::LegL => LimbName::LegR,
        LimbName::ArmR => LimbName::ArmL,
        LimbName::ArmL => LimbName::ArmR,
    }
}

fn reflected(limb: Limb) -> Limb {
    let direction = |[x, y, z]: Xyz| [x, y, -z];
    let opposite = |side| if side == LimbSide::R { LimbSide::L } else { LimbSide::R };
    // The axes of bones are mirrored with their side; what is given in a joint's frame has the axes of the world.
    let (rel, to) = match (limb.rel, limb.to) {
        (Frame::Bone(bone, side), to) => (Frame::Bone(bone, opposite(side)), to),
        (rel, Goal::At(x, y, z)) => {
            let rel = if let Frame::Joint(joint, side) = rel { Frame::Joint(joint, opposite(side)) } else { rel };
            (rel, Goal::At(x, y, -z))
        }
        (rel, Goal::Angles(..)) => (rel, limb.to),
    };
    Limb { to, rel, pole: limb.pole.map(direction), tip: limb.tip.map(direction), ..limb }
}

/// Puts the end of a limb at a point of the world, in the frame that it was in if that is one of the trunk.
fn place(key: &mut Key, name: LimbName, body: &Body, point: Vec3) {
    let limb = key.limb_mut(name);
    if !matches!(limb.rel, Frame::Pelvis | Frame::Chest | Frame::Head) {
        limb.rel = Frame::World;
    }
    let BodyPart { at, axes } = body.frame(limb.rel);
    let [x, y, z] = rounded(axes.transpose() * (point - at));
    limb.to = Goal::At(x, y, z);
}

/// Turns a part by the one angle of the plane so that its handle comes as near to a point as that brings it.
fn turn_toward(still: &mut Figure, handle: Handle, plane: Plane, point: Vec3) {
    let Some(part) = handle.turned() else { return };
    let [right, up] = screen(plane.camera());
    let in_plane = |vector: Vec3| right * right.dot(vector) + up * up.dot(vector);
    let at = |still: &Figure| handle.at(&solve(still, 0.0));
    let before = at(still);
    let angle = plane.angle();
    part.angles(&mut still.keys[0])[angle] += 1.0;
    // How far the handle moves for a degree; the nearest point on that way is where it is led.
    let way = in_plane(at(still) - before);
    part.angles(&mut still.keys[0])[angle] -= 1.0;
    if way.length_squared() < 1e-8 {
        return;
    }
    let degrees = (in_plane(point - before).dot(way) / way.length_squared()).clamp(-TURN_MOST, TURN_MOST);
    turn(&mut still.keys[0], part, angle, degrees);
}

/// Turns a part of a pose by degrees about one of its angles: 0 = pitch, 1 = lean, 2 = twist.
pub fn turn(key: &mut Key, part: Turned, angle: usize, degrees: f32) {
    if let Some(value) = part.angles(key).get_mut(angle) {
        let turned = (*value + degrees + 180.0).rem_euclid(360.0) - 180.0;
        *value = (turned * 10.0).round() / 10.0;
    }
}

/// The limbs of a pose that do not come to where they are to be.
pub fn unreached(figure: &Figure, index: usize) -> Vec<LimbName> {
    let still = still(figure, index);
    let Some(key) = still.keys.first() else { return Vec::new() };
    let body = solve(&still, 0.0);
    let misses = |name: &LimbName| match *key.limb(*name) {
        Limb { to: Goal::At(x, y, z), rel, .. } => {
            body.frame(rel).point(Vec3::new(x, y, z)).distance(body.limb(*name).end) > MISSES
        }
        Limb { to: Goal::Angles(..), .. } => false,
    };
    LimbName::ALL.into_iter().filter(misses).collect()
}

/// The rectangle of the screen that a figure takes through its loop, with what moves with it and the floor below it.
pub fn bounds(figure: &Figure) -> [f32; 4] {
    let period = super::period(figure);
    let moments = (0..MOMENTS).map(|part| period * f32::from(part) / f32::from(MOMENTS));
    let mut least = [f32::INFINITY; 2];
    let mut most = [f32::NEG_INFINITY; 2];
    let mut include = |point: Vec3, margin: f32| {
        for (axis, at) in project(figure.view, point).into_iter().enumerate() {
            least[axis] = least[axis].min(at - margin);
            most[axis] = most[axis].max(at + margin);
        }
    };
    for secs in moments.chain(super::key_moments(figure)) {
        let body = solve(figure, secs);
        include(body.head.at, 2.0 * MARGIN);
        for handle in [Handle::Pelvis, Handle::Chest] {
            include(handle.at(&body), 2.0 * MARGIN);
        }
        for limb in &body.limbs {
            include(limb.mid, MARGIN);
            include(limb.end, MARGIN);
            include(limb.end + 0.1 * limb.tip, MARGIN / 2.0);
        }
        if figure.ground != Ground::None {
            let below = body.pelvis.at;
            include(Vec3::new(below.x, 0.0, below.z), MARGIN / 2.0);
        }
    }
    if !least.iter().chain(&most).all(|number| number.is_finite()) {
        return figure.bounds;
    }
    let [left, bottom] = least;
    [left, bottom, most[0] - left, most[1] - bottom].map(|number| (number * 1e4).round() / 1e4)
}

fn within(point: Vec3) -> Vec3 {
    point.clamp(Vec3::splat(-FURTHEST), Vec3::splat(FURTHEST))
}

/// To a ten-thousandth of the body's height, so that files hold no noise.
fn rounded(point: Vec3) -> Xyz {
    point.to_array().map(|number| (number * 1e4).round() / 1e4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing() -> Figure {
        let text = "{\"a\": (view: (yaw: 0.0), bounds: (-0.6, -0.1, 1.2, 1.2), keys: [(travel: 1.0, pelvis: (0.0, 0.51, \
                    0.0), leg_r: (to: At(0.0, 0.045, 0.05)), leg_l: (to: At(0.0, 0.045, -0.05)), \
                    arm_r: (to: Angles(0.0, 5.0, 20.0)), arm_l: (to: At(0.1, -0.2, -0.1), rel: Chest))], \
                    props: [(shape: Ball(at: [(p: (0.0, 0.1, 0.0))], r: 0.03))])}";
        super::super::parse(text).expect("a figure").remove("a").expect("the figure")
    }

    fn at(figure: &Figure, handle: Handle) -> Vec3 {
        handle.at(&solve(&still(figure, 0), 0.0))
    }

    #[test]
    fn a_handle_goes_where_it_is_moved_and_its_limb_no_further_than_it_reaches() {
        let check = |handle: Handle, plane: Plane, by: [f32; 2], expected: Vec3, near: f32| {
            let mut figure = standing();
            let before = at(&figure, handle);
            move_handle(&mut figure, 0, handle, plane, by);
            let moved = at(&figure, handle) - before;
            assert!(moved.distance(expected) < near, "{handle:?} {plane:?} moved by {moved}");
            assert_eq!(unreached(&figure, 0), []);
            assert_eq!(figure.unsound(), None);
        };
        let hand = Handle::Limb(LimbName::ArmR);
        check(hand, Plane::Side, [0.1, 0.05], Vec3::new(0.1, 0.05, 0.0), 0.03);
        check(hand, Plane::Front, [-0.05, 0.05], Vec3::new(0.0, 0.05, 0.05), 0.03);
        check(Handle::Limb(LimbName::ArmL), Plane::Side, [0.05, 0.02], Vec3::new(0.05, 0.02, 0.0), 0.03);
        check(Handle::Limb(LimbName::LegR), Plane::Side, [0.1, 0.1], Vec3::new(0.1, 0.1, 0.0), 0.01);
        check(Handle::Pelvis, Plane::Side, [0.02, -0.1], Vec3::new(0.02, -0.1, 0.0), 0.001);
        check(Handle::Chest, Plane::Side, [0.05, 0.0], Vec3::new(0.05, 0.0, 0.0), 0.02);
        check(Handle::Chest, Plane::Front, [0.05, 0.0], Vec3::new(0.0, 0.0, -0.05), 0.02);
        check(Handle::Head, Plane::Side, [0.01, 0.0], Vec3::new(0.01, 0.0, 0.0), 0.005);
    }

    #[test]
    fn what_cannot_be_reached_is_not_what_is_kept() {
        let mut figure = standing();
        move_handle(&mut figure, 0, Handle::Limb(LimbName::ArmR), Plane::Side, [3.0, 3.0]);
        assert_eq!(unreached(&figure, 0), []);
        figure.keys[0].leg_r.to = Goal::At(0.9, 0.9, 0.0);
        assert_eq!(unreached(&figure, 0), [LimbName::LegR]);
        let before = figure.clone();
        move_handle(&mut figure, 0, Handle::Pelvis, Plane::Side, [f32::NAN, 0.0]);
        move_handle(&mut figure, 7, Handle::Pelvis, Plane::Side, [0.1, 0.0]);
        assert_eq!(figure, before, "what is no number, and no pose, moves nothing");
    }

    #[test]
    fn the_other_limb_becomes_the_mirror_image() {
        let mut figure = standing();
        move_handle(&mut figure, 0, Handle::Limb(LimbName::ArmR), Plane::Side, [0.1, 0.2]);
        move_handle(&mut figure, 0, Handle::Limb(LimbName::LegR), Plane::Front, [-0.1, 0.1]);
        for name in [LimbName::ArmR, LimbName::LegR] {
            mirror_limb(&mut figure, 0, name);
            let body = solve(&still(&figure, 0), 0.0);
            let (one, other) = (body.limb(name).end, body.limb(other_side(name)).end);
            assert!((one * Vec3::new(1.0, 1.0, -1.0)).distance(other) < 1e-4, "{name:?}: {one} {other}");
        }
    }

    #[test]
    fn poses_come_and_go_with_what_moves_with_them() {
        let mut figure = standing();
        add_pose(&mut figure, 0);
        assert_eq!(figure.keys.len(), 2);
        let ball = |figure: &mut Figure| keyed(&mut figure.props[0].shape).map(|at| at.len());
        assert_eq!(ball(&mut figure), Some(1), "what rests goes on resting");
        if let Some(at) = keyed(&mut figure.props[0].shape) {
            at.push(Anchor { rel: Frame::World, p: [0.3, 0.1, 0.0] });
        }
        add_pose(&mut figure, 1);
        assert_eq!((figure.keys.len(), ball(&mut figure), figure.unsound()), (3, Some(3), None));
        remove_pose(&mut figure, 0);
        remove_pose(&mut figure, 0);
        remove_pose(&mut figure, 0);
        assert_eq!((figure.keys.len(), ball(&mut figure), figure.unsound()), (1, Some(1), None));
    }

    #[test]
    fn the_room_of_a_figure_holds_its_head_and_its_feet() {
        let [left, bottom, width, height] = bounds(&standing());
        assert!(bottom < 0.0 && bottom + height > 1.0 && left < -0.05 && left + width > 0.05);
        assert!(height < 1.3 && width < 0.8, "{width} {height}");
    }
}
