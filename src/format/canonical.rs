//! A quick reader of RON as this program writes it.
//!
//! Nearly every text that is ever read was written by [`write`](super::write): no comments, no names of structs, no raw
//! strings, nothing but spaces and line feeds between the tokens. This reader knows that much of RON and no more.
//!
//! Architecture invariant: it reads a subset. What it accepts, `ron` reads as the very same value; what else there is, it
//! refuses without a word, and `ron` reads it instead, or says where and why nobody can. So what a file means never
//! depends on this module, only how soon it is known. The shapes stand nowhere in here: they are those of serde.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use super::ron_text::options;

/// The value of a text; `None` where `ron` must be asked.
pub(super) fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    let mut reader = Reader { text, at: 0 };
    reader.skip_space();
    let value = T::deserialize(&mut reader).ok()?;
    reader.skip_space();
    (reader.at == text.len()).then_some(value)
}

/// There is something that this reader does not know. What it is, nobody asks.
#[derive(Debug, thiserror::Error)]
#[error("not in the canonical form")]
struct Refused;

impl de::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Result<T> = std::result::Result<T, Refused>;

/// A text, and how many bytes of it have been read. All tokens are ASCII, so it never stands within a letter.
struct Reader<'de> {
    text: &'de str,
    at: usize,
}

impl<'de> Reader<'de> {
    fn rest(&self) -> &'de [u8] {
        &self.text.as_bytes()[self.at..]
    }

    fn skip_space(&mut self) {
        self.take_while(|byte| matches!(byte, b' ' | b'\n'));
    }

    /// The longest run of such bytes, which must be ASCII.
    fn take_while(&mut self, is_wanted: impl Fn(u8) -> bool) -> &'de str {
        let begin = self.at;
        let rest = self.rest();
        self.at += rest.iter().position(|&byte| !is_wanted(byte)).unwrap_or(rest.len());
        &self.text[begin..self.at]
    }

    /// Whether this byte comes next; then it is taken.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.rest().first() == Some(&byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn take(&mut self, byte: u8) -> Result<()> {
        self.takes(byte).then_some(()).ok_or(Refused)
    }

    /// The name of a field or of a variant.
    fn word(&mut self) -> &'de str {
        self.take_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    }

    /// A number in decimal digits. Other bases, suffixes, underscores and plus signs are left to `ron`.
    fn number<T: FromStr>(&mut self) -> Result<T> {
        let digits = self.take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'e'));
        digits.parse().ok().ok_or(Refused)
    }

    /// A value between round brackets.
    fn enclosed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value> {
        self.take(b'(')?;
        let value = seed.deserialize(&mut *self)?;
        self.take(b')')?;
        Ok(value)
    }

    /// What a visitor makes of the items between two brackets.
    fn items<T>(&mut self, open: u8, close: u8, visit: impl FnOnce(&mut Items<'_, 'de>) -> Result<T>) -> Result<T> {
        self.take(open)?;
        let value = visit(&mut Items { reader: self, close, may_go_on: true })?;
        self.skip_space();
        self.take(close)?;
        Ok(value)
    }
}

macro_rules! numbers {
    ($($deserialize:ident $visit:ident)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            visitor.$visit(self.number()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Refused;

    numbers! {
        deserialize_u8 visit_u8
        deserialize_u16 visit_u16
        deserialize_u32 visit_u32
        deserialize_u64 visit_u64
        deserialize_i32 visit_i32
        deserialize_i64 visit_i64
        deserialize_f64 visit_f64
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let begin = self.at;
        self.take(b'"')?;
        let rest = self.rest();
        let plain_len = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')).ok_or(Refused)?;
        self.at += plain_len;
        if self.takes(b'"') {
            return visitor.visit_borrowed_str(&self.text[begin + 1..self.at - 1]);
        }
        let mut is_escaped = false;
        let is_end = |&byte: &u8| {
            let is_end = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            is_end
        };
        self.at += 1 + self.rest().iter().position(is_end).ok_or(Refused)?;
        // What stands for what behind a backslash, `ron` knows.
        let text: String = options().from_str(&self.text[begin..self.at]).ok().ok_or(Refused)?;
        visitor.visit_string(text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self.word())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.word() {
            "None" => visitor.visit_none(),
            "Some" => {
                self.take(b'(')?;
                let value = visitor.visit_some(&mut *self)?;
                self.take(b')')?;
                Ok(value)
            }
            _ => Err(Refused),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.items(b'[', b']', |items| visitor.visit_seq(items))
    }

    /// The two numbers of a point.
    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.items(b'(', b')', |items| visitor.visit_seq(items))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.items(b'{', b'}', |items| visitor.visit_map(items))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.items(b'(', b')', |items| visitor.visit_map(items))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_enum(self)
    }

    /// What the records have no need of is left to `ron`, above all what would have to be guessed.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value> {
        Err(Refused)
    }

    forward_to_deserialize_any! {
        bool i8 i16 f32 char bytes byte_buf unit unit_struct newtype_struct tuple_struct ignored_any
    }
}

/// A variant: a word, with a value in brackets behind it or without.
impl<'de> EnumAccess<'de> for &mut Reader<'de> {
    type Error = Refused;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self)> {
        Ok((seed.deserialize(&mut *self)?, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Reader<'de> {
    type Error = Refused;

    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        self.enclosed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value> {
        Err(Refused)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value> {
        Err(Refused)
    }
}

/// The items between two brackets, with commas between them, and after the last one or not.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    close: u8,
    /// Whether a further item may follow: at the start, and after each comma.
    may_go_on: bool,
}

impl<'de> Items<'_, 'de> {
    /// Whether there is a further item, which then comes next.
    fn has_next(&mut self) -> Result<bool> {
        self.reader.skip_space();
        let is_over = self.reader.rest().first() == Some(&self.close);
        if is_over || self.may_go_on { Ok(!is_over) } else { Err(Refused) }
    }

    /// The last part of an item, and the comma behind it.
    fn last_part<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value> {
        let value = seed.deserialize(&mut *self.reader)?;
        self.reader.skip_space();
        self.may_go_on = self.reader.takes(b',');
        Ok(value)
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if self.has_next()? { self.last_part(seed).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Refused;

    fn next_key_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if self.has_next()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value> {
        self.reader.take(b':')?;
        self.reader.skip_space();
        self.last_part(seed)
    }
}
