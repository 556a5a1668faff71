//! Notifications of the desktop.

use super::worker;

/// Shows a notification. Where the desktop has none, nothing happens.
pub(super) fn show(title: String, text: String) {
    let shown = worker::spawn("notification", move || {
        let note = notify_rust::Notification::new().appname("Supple").summary(&title).body(&text).show();
        if let Err(error) = note {
            log::info!("The desktop shows no notification: {error}");
        }
    });
    if let Err(error) = shown {
        log::info!("The desktop shows no notification: {error}");
    }
}
