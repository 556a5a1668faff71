//! The mannequin's skeleton: its lengths in body heights, and how three angles turn a part of it.

use glam::{Mat3, Vec3};

use crate::domain::figure::LimbName;

/// Lengths of the upper and the lower bone of a limb.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bones {
    pub upper: f32,
    pub lower: f32,
}

const LEG: Bones = Bones { upper: 0.245, lower: 0.235 };
const ARM: Bones = Bones { upper: 0.170, lower: 0.150 };

/// Length of the spine, from the middle between the hip joints to the base of the neck.
pub(super) const SPINE: f32 = 0.330;
/// Length of the neck.
pub(super) const NECK: f32 = 0.040;
/// From the top of the neck to the middle of the head, in the axes of the head: forward, up, right.
pub(super) const HEAD: Vec3 = Vec3::new(0.012, 0.058, 0.0);
/// From the pelvis to the right hip joint, in its axes.
pub(super) const HIP: Vec3 = Vec3::new(0.0, 0.0, 0.050);
/// From the base of the neck to the right shoulder joint of a hanging arm, in the axes of the chest.
pub(super) const SHOULDER: Vec3 = Vec3::new(-0.004, -0.042, 0.103);

/// From the ankle to the heel and to the ball of the foot: along the toes, and down toward the sole.
pub(super) const HEEL: (f32, f32) = (-0.032, 0.022);
/// See [`HEEL`].
pub(super) const BALL: (f32, f32) = (0.082, 0.029);
/// From the ball of the foot to the end of the toes.
pub(super) const TOES: f32 = 0.042;
/// From the wrist to the middle of the grip.
pub(super) const GRIP: f32 = 0.040;
/// From the wrist to the ends of the fingers.
pub(super) const FINGERS: f32 = 0.085;

impl Bones {
    pub fn of(limb: LimbName) -> Self {
        if limb.is_leg() { LEG } else { ARM }
    }

    /// From root to end of the limb with its joint bent by an angle in degrees, a little short of straight at 0.
    pub fn reach(self, bend: f32) -> f32 {
        let Self { upper, lower } = self;
        let squared = upper * upper + lower * lower + 2.0 * upper * lower * bend.to_radians().cos();
        0.999 * squared.max(0.0).sqrt()
    }

    /// The distances from root to end that the limb is solved for: never straight, never shut.
    pub fn distances(self) -> std::ops::RangeInclusive<f32> {
        (self.upper - self.lower).abs() + 0.02..=0.9995 * (self.upper + self.lower)
    }
}

/// The axes (columns: forward, up, right) of a part turned by `(pitch, lean, twist)` in degrees: `Rz · Rx · Ry`.
/// Pitch bends forward, lean tips to the right, twist turns to the right about the part's own long axis.
pub(super) fn rotation(degrees: Vec3) -> Mat3 {
    let (sin_a, cos_a) = degrees.x.to_radians().sin_cos();
    let (sin_b, cos_b) = degrees.y.to_radians().sin_cos();
    let (sin_c, cos_c) = degrees.z.to_radians().sin_cos();
    Mat3::from_cols(
        Vec3::new(cos_a * cos_c - sin_a * sin_b * sin_c, -sin_a * cos_c - cos_a * sin_b * sin_c, cos_b * sin_c),
        Vec3::new(sin_a * cos_b, cos_a * cos_b, sin_b),
        Vec3::new(-cos_a * sin_c - sin_a * sin_b * cos_c, sin_a * sin_c - cos_a * sin_b * cos_c, cos_b * cos_c),
    )
}

/// The second column of [`rotation`], which twist does not change.
pub(super) fn up_axis(degrees: Vec3) -> Vec3 {
    let (sin_a, cos_a) = degrees.x.to_radians().sin_cos();
    let (sin_b, cos_b) = degrees.y.to_radians().sin_cos();
    Vec3::new(sin_a * cos_b, cos_a * cos_b, sin_b)
}

/// A vector mirrored to the other side of the body where `sign` is -1.
pub(super) fn sided(vector: Vec3, sign: f32) -> Vec3 {
    Vec3::new(vector.x, vector.y, sign * vector.z)
}

/// What is left of a direction without its part along a unit axis, as a unit vector; none where nothing is left.
pub(super) fn perpendicular(direction: Vec3, axis: Vec3) -> Option<Vec3> {
    let rest = direction - axis * direction.dot(axis);
    (rest.length() >= 1e-4).then(|| rest.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(degrees: [f32; 3], axes: [Vec3; 3]) {
        let turned = rotation(Vec3::from(degrees));
        assert!(turned.abs_diff_eq(Mat3::from_cols(axes[0], axes[1], axes[2]), 1e-6), "{degrees:?}: {turned}");
        assert!(up_axis(Vec3::from(degrees)).abs_diff_eq(axes[1], 1e-6), "{degrees:?}");
    }

    #[test]
    fn each_angle_turns_the_way_its_name_says() {
        use Vec3 as V;
        check([0.0, 0.0, 0.0], [V::X, V::Y, V::Z]);
        check([90.0, 0.0, 0.0], [V::NEG_Y, V::X, V::Z]);
        check([0.0, 90.0, 0.0], [V::X, V::Z, V::NEG_Y]);
        check([0.0, 0.0, 90.0], [V::Z, V::Y, V::NEG_X]);
    }

    #[test]
    fn a_straight_limb_reaches_almost_its_length_and_a_shut_one_hardly_at_all() {
        for limb in LimbName::ALL {
            let Bones { upper, lower } = Bones::of(limb);
            assert!((Bones::of(limb).reach(0.0) - 0.999 * (upper + lower)).abs() < 1e-6);
            assert!((Bones::of(limb).reach(180.0) - 0.999 * (upper - lower)).abs() < 1e-4);
        }
    }
}
