//! The parallel camera: from the world to the screen, and what is nearer.

use glam::{Vec2, Vec3};

use crate::domain::figure::Camera;

/// Where the camera looks down this steeply, in radians, depth is along its own axis; else along the floor, since
/// people stand on it.
const STEEP: f32 = 0.9;

/// The axes of a camera in the world.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    right: Vec3,
    up: Vec3,
    /// Toward the viewer.
    pub toward: Vec3,
    depth: Vec3,
}

impl Projection {
    /// The axes of a figure's camera.
    pub fn new(camera: Camera) -> Self {
        let (sin_yaw, cos_yaw) = camera.yaw.to_radians().sin_cos();
        let elevation = camera.elevation.to_radians();
        let (sin_elevation, cos_elevation) = elevation.sin_cos();
        let toward = Vec3::new(sin_yaw * cos_elevation, sin_elevation, cos_yaw * cos_elevation);
        Self {
            right: Vec3::new(cos_yaw, 0.0, -sin_yaw),
            up: Vec3::new(-sin_yaw * sin_elevation, cos_elevation, -cos_yaw * sin_elevation),
            toward,
            depth: if elevation < STEEP { Vec3::new(sin_yaw, 0.0, cos_yaw) } else { toward },
        }
    }

    /// Where a point is on the screen, y up; a direction is shortened as it is seen.
    pub fn flat(&self, point: Vec3) -> Vec2 {
        Vec2::new(self.right.dot(point), self.up.dot(point))
    }

    /// How near a point is for the painter's order: greater is nearer.
    pub fn depth(&self, point: Vec3) -> f32 {
        self.depth.dot(point)
    }
}
