//! Angles read back from drawn pictures, and files of every kind.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage};
use proptest::prelude::*;

use super::*;

const RED: Rgb<u8> = Rgb([255, 0, 0]);
const GREEN: Rgb<u8> = Rgb([0, 255, 0]);
const BLUE: Rgb<u8> = Rgb([0, 0, 255]);

/// The radius of a dot, in pixels.
const DOT: f64 = 6.0;

/// A white picture with a dot at each point, its edge as soft as in a photo.
fn drawn(width: u32, height: u32, dots: &[(Point, Rgb<u8>)]) -> RgbImage {
    let white = vec![255; 3 * width as usize * height as usize];
    let mut picture = RgbImage::from_raw(width, height, white).expect("three bytes a pixel");
    for &((x, y), colour) in dots {
        for column in (x - DOT - 1.0).max(0.0) as u32..=((x + DOT + 1.0) as u32).min(width - 1) {
            for row in (y - DOT - 1.0).max(0.0) as u32..=((y + DOT + 1.0) as u32).min(height - 1) {
                let distance = (f64::from(column) + 0.5 - x).hypot(f64::from(row) + 0.5 - y);
                let covered = (DOT + 0.5 - distance).clamp(0.0, 1.0);
                let mixed = colour.0.map(|part| (255.0 + (f64::from(part) - 255.0) * covered).round() as u8);
                if covered > 0.0 {
                    picture.put_pixel(column, row, Rgb(mixed));
                }
            }
        }
    }
    picture
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).expect("memory");
    bytes
}

/// A JPEG whose EXIF part says how the camera was held.
fn jpeg(picture: &RgbImage, orientation: Option<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8).expect("memory");
    let Some(orientation) = orientation else { return bytes };
    // One entry of the first directory: tag 0x0112, one short; then text that must not be kept.
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 48.137 N 11.575 E");
    let length = u16::try_from(exif.len() + 2).expect("short");
    let mut with_exif = bytes[..2].to_vec();
    with_exif.extend([0xff, 0xe1]);
    with_exif.extend(length.to_be_bytes());
    with_exif.extend(exif);
    with_exif.extend(&bytes[2..]);
    with_exif
}

/// The middle of the pixels of about each of these colours: looked for everywhere on a grid that no dot slips through,
/// then measured around the first that is found.
fn found<const N: usize>(photo: &Photo, colours: [Rgb<u8>; N]) -> [Point; N] {
    const GRID: usize = 4;
    const AROUND: usize = 16;
    /// What a picture's own noise may weigh.
    const NOISE: u8 = 60;
    let (width, height) = (photo.size().0 as usize, photo.size().1 as usize);
    // A pixel weighs as much as it is of the colour: nothing where it is white or of another one.
    let weight = |x: usize, y: usize, colour: Rgb<u8>| {
        let at = 3 * (y * width + x);
        let others = photo.rgb()[at..at + 3].iter().zip(colour.0).filter(|(_, expected)| *expected == 0);
        255 - others.map(|(part, _)| *part).max().unwrap_or(255)
    };
    colours.map(|colour| {
        let mut grid = (0..height).step_by(GRID).flat_map(|y| (0..width).step_by(GRID).map(move |x| (x, y)));
        let (near_x, near_y) = grid.find(|&(x, y)| weight(x, y, colour) > 150).expect("a dot is missing");
        let (mut x_sum, mut y_sum, mut sum) = (0.0, 0.0, 0.0);
        for y in near_y.saturating_sub(AROUND)..(near_y + AROUND).min(height) {
            for x in near_x.saturating_sub(AROUND)..(near_x + AROUND).min(width) {
                let weight = weight(x, y, colour);
                if weight > NOISE {
                    let weight = f64::from(weight);
                    x_sum += weight * (x as f64 + 0.5);
                    y_sum += weight * (y as f64 + 0.5);
                    sum += weight;
                }
            }
        }
        (x_sum / sum, y_sum / sum)
    })
}

#[test]
fn two_hundred_triangles_drawn_into_pictures_are_read_within_a_fifth_of_a_degree() {
    let mut rng = fastrand::Rng::with_seed(11);
    let mut worst: f64 = 0.0;
    for turn in 0..200 {
        // Dots that touched would be found in the wrong place.
        let degrees = 15.0 + 160.0 * rng.f64();
        let start = std::f64::consts::TAU * rng.f64();
        // The smaller the picture, the harder it is to read, and the sooner the test is done.
        let vertex = (86.0 + 12.0 * rng.f64(), 86.0 + 12.0 * rng.f64());
        let end = |angle: f64, length: f64| (vertex.0 + length * angle.cos(), vertex.1 + length * angle.sin());
        let from = end(start, 66.0 + 12.0 * rng.f64());
        let to = end(start + f64::to_radians(degrees), 66.0 + 12.0 * rng.f64());
        let picture = drawn(184, 184, &[(from, RED), (vertex, GREEN), (to, BLUE)]);
        let bytes = if turn % 2 == 0 { png(&picture) } else { jpeg(&picture, None) };
        let photo = Photo::open(&bytes).expect("a photo");
        let points = found(&photo, [RED, GREEN, BLUE]);
        worst = worst.max((reading(&points).expect("an angle") - degrees).abs());
    }
    assert!(worst <= 0.2, "{worst}");
}

#[test]
fn an_angle_is_of_three_points_or_of_two_and_the_vertical() {
    let check = |points: &[Point], expected: Option<f64>| assert_eq!(reading(points), expected, "{points:?}");
    check(&[(10.0, 0.0), (0.0, 0.0), (0.0, 10.0)], Some(90.0));
    check(&[(10.0, 0.0), (0.0, 0.0), (-10.0, 0.0)], Some(180.0));
    check(&[(10.0, 0.0), (0.0, 0.0), (20.0, 0.0)], Some(0.0));
    check(&[(100.0, 0.0), (0.0, 0.0), (100.0, 100.0)], Some(45.0));
    check(&[(0.0, 0.0), (0.0, 100.0)], Some(0.0));
    check(&[(0.0, 100.0), (0.0, 0.0)], Some(0.0));
    check(&[(0.0, 0.0), (50.0, 0.0)], Some(90.0));
    check(&[(0.0, 0.0), (-30.0, 30.0)], Some(45.0));
    // A hundredth of a degree more or less rounds to the same tenth.
    check(&[(0.0, 0.0), (1.0, 1000.0)], Some(0.1));
    check(&[(0.0, 0.0), (0.0, 0.0)], None);
    check(&[(1.0, 1.0), (1.0, 1.0), (2.0, 2.0)], None);
    check(&[(1.0, 1.0)], None);
    check(&[], None);
}

#[test]
fn a_photo_is_turned_as_its_camera_was_held_and_keeps_nothing_else() {
    // Red left above, green right above. Each orientation and where red and green lie then.
    let picture = drawn(300, 200, &[((40.0, 30.0), RED), ((260.0, 30.0), GREEN)]);
    let check = |orientation: u8, size: (u32, u32), red: Point, green: Point| {
        let photo = Photo::open(&jpeg(&picture, Some(orientation))).expect("a photo");
        assert_eq!(photo.size(), size, "{orientation}");
        for (at, expected) in found(&photo, [RED, GREEN]).into_iter().zip([red, green]) {
            assert!((at.0 - expected.0).hypot(at.1 - expected.1) < 1.5, "{orientation}: {at:?}, not {expected:?}");
        }
        let again = Photo::kept(photo.jpeg().to_vec()).expect("the kept picture is a photo");
        assert_eq!(again.size(), size, "what is kept needs no turning");
        assert_eq!(again.jpeg(), photo.jpeg(), "and stays as it is");
        for secret in [&b"Exif"[..], b"GPS", b"48.137"] {
            assert!(!photo.jpeg().windows(secret.len()).any(|window| window == secret), "{secret:?} was kept");
        }
    };
    check(1, (300, 200), (40.0, 30.0), (260.0, 30.0));
    check(3, (300, 200), (260.0, 170.0), (40.0, 170.0));
    check(6, (200, 300), (170.0, 40.0), (170.0, 260.0));
    check(8, (200, 300), (30.0, 260.0), (30.0, 40.0));
    check(2, (300, 200), (260.0, 30.0), (40.0, 30.0));
    // Nonsense is no orientation.
    check(77, (300, 200), (40.0, 30.0), (260.0, 30.0));
}

#[test]
fn fifty_megapixels_are_read_and_made_smaller_and_more_are_refused_unread() {
    let large = png(&RgbImage::from_pixel(10_000, 5_000, Rgb([200, 180, 160])));
    let photo = Photo::open(&large).expect("fifty megapixels");
    assert_eq!(photo.size(), (2048, 1024));
    assert!(photo.jpeg().len() < 200_000);
    // Only the head of a larger one: its size is refused before its pixels are looked for.
    let mut head = png(&RgbImage::from_pixel(64, 64, Rgb([0; 3])));
    head[16..20].copy_from_slice(&10_001_u32.to_be_bytes());
    head[20..24].copy_from_slice(&5_000_u32.to_be_bytes());
    let checksum = png_checksum(&head[12..29]);
    head[29..33].copy_from_slice(&checksum.to_be_bytes());
    assert_eq!(Photo::open(&head), Err(PhotoError::TooLarge { megapixels: 51 }));
}

/// The checksum of a part of a PNG (ISO 3309).
fn png_checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), |crc, _| step(crc)))
}

#[test]
fn what_is_no_photo_says_so_clearly() {
    let check = |what: &str, bytes: &[u8], expected: &str| {
        let error = Photo::open(bytes).expect_err(what).to_string();
        assert!(error.contains(expected), "{what}: {error}");
    };
    let good = jpeg(&drawn(300, 200, &[]), None);
    check("nothing", &[], "no PNG or JPEG photo");
    check("a text", b"These are no pixels at all.", "no PNG or JPEG photo, whatever its name says");
    check("a GIF", b"GIF89a\x01\0\x01\0\0\0\0;", "Its content is gif");
    check("a picture of one pixel", &png(&RgbImage::new(1, 1)), "only 1 × 1 pixels");
    check("the head of a JPEG", &good[..20], "damaged");
    let whole = png(&drawn(300, 200, &[((40.0, 30.0), RED)]));
    check("half of a PNG", &whole[..whole.len() / 2], "damaged");
    let mut flipped = whole.clone();
    flipped[30] ^= 0xff;
    check("a PNG with a flipped byte", &flipped, "damaged");
}

proptest! {
    #[test]
    fn an_angle_does_not_mind_shift_size_turn_or_mirror(
        points in prop::collection::vec((-500.0..500.0_f64, -500.0..500.0_f64), 3),
        shift in (-900.0..900.0_f64, -900.0..900.0_f64), scale in 0.1..9.0_f64, turn in 0.0..6.3_f64,
    ) {
        let far = |a: Point, b: Point| (a.0 - b.0).hypot(a.1 - b.1) > 1.0;
        prop_assume!(far(points[0], points[1]) && far(points[1], points[2]));
        let moved = |&(x, y): &Point| {
            (shift.0 + scale * (x * turn.cos() - y * turn.sin()), shift.1 + scale * (x * turn.sin() + y * turn.cos()))
        };
        let found = reading(&points).expect("an angle");
        let again = reading(&points.iter().map(moved).collect::<Vec<_>>()).expect("an angle");
        let mirrored = reading(&points.iter().map(|&(x, y)| (-x, y)).collect::<Vec<_>>()).expect("an angle");
        // Both are rounded to a tenth.
        prop_assert!((found - again).abs() < 0.11 && (found - mirrored).abs() < 0.11);
        prop_assert!((0.0..=180.0).contains(&found));
    }
}
