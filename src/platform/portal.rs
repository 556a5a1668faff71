//! The desktop portal of Linux, over D-Bus.

use std::sync::mpsc::Sender;

use zbus::zvariant::{OwnedValue, Value};

use super::{Appearance, Wake};

const NAMESPACE: &str = "org.freedesktop.appearance";
const KEY: &str = "color-scheme";

/// Passes on what the portal says, until nobody listens or the bus goes away.
pub(super) fn follow(news: &Sender<Option<Appearance>>, wake: &Wake) -> zbus::Result<()> {
    let bus = zbus::blocking::Connection::session()?;
    let portal = zbus::blocking::Proxy::new(
        &bus,
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Settings",
    )?;
    // In this order no change falls between the answer and the subscription.
    let changes = portal.receive_signal("SettingChanged")?;
    // `ReadOne` is its successor, but portals before 1.17 (Debian 12, Ubuntu 22.04) know only this.
    let now: OwnedValue = portal.call("Read", &(NAMESPACE, KEY))?;
    let changes = changes.filter_map(|change| {
        let (namespace, key, value) = change.body().deserialize::<(String, String, OwnedValue)>().ok()?;
        (namespace == NAMESPACE && key == KEY).then_some(value)
    });
    for value in std::iter::once(now).chain(changes) {
        if news.send(color_scheme(&value)).is_err() {
            break;
        }
        wake();
    }
    Ok(())
}

/// The portal's number in words; it arrives in one variant or, from `Read`, in two.
fn color_scheme(value: &Value<'_>) -> Option<Appearance> {
    match value {
        Value::Value(inner) => color_scheme(inner),
        Value::U32(1) => Some(Appearance::Dark),
        Value::U32(2) => Some(Appearance::Light),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portals_number_is_read_in_one_variant_or_in_two() {
        let check = |number: u32, expected| {
            assert_eq!(color_scheme(&Value::U32(number)), expected);
            assert_eq!(color_scheme(&Value::Value(Box::new(Value::U32(number)))), expected);
        };
        check(0, None);
        check(1, Some(Appearance::Dark));
        check(2, Some(Appearance::Light));
        check(3, None);
        assert_eq!(color_scheme(&Value::from("dark")), None);
    }
}
