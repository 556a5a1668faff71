//! The words of the editor.

use crate::domain::Hazard;

/// What is asked about a hazard.
pub(super) fn question(hazard: Hazard) -> &'static str {
    match hazard {
        Hazard::HeadDown => "Does the head hang below the heart?",
        Hazard::OnTheBack => "Does one lie on the back?",
        Hazard::OnTheBelly => "Does one lie face down?",
        Hazard::EndRangeHold => "Is it held still at the end of the range?",
        Hazard::LoadedFlexionOrTwist => "Does the spine bend or turn far under load?",
        Hazard::BreathHold => "Is the breath held?",
        Hazard::Percussion => "Is it done with a massage gun?",
        Hazard::Ball => "Is it done with a ball or another small hard tool?",
        Hazard::FirmRoller => "Does the body's weight lie on a roller?",
    }
}
