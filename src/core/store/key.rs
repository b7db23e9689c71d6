//! Names the keys of the store and reads them back; knows nothing of the values.

/// Begins every key of the first storage format; an incompatible format takes another number.
pub const PREFIX: &str = "tl1/";

/// Names one of the store's own keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// The commit point.
    Head,
    /// The last whole head before it.
    Prev,
    /// Filler that is freed to make room for a last save.
    Ballast,
    /// One generation of a shard of the snapshot.
    Shard {
        /// The shard's name, any text.
        name: String,
        /// The commit that wrote it.
        generation: u64,
    },
    /// One journal entry of a tab.
    Entry {
        /// The tab's name.
        tab: String,
        /// The entry's number within the tab, from 1.
        seq: u64,
    },
    /// The raw copy of a damaged value.
    Quarantine {
        /// The checksum of the original key and the raw value, sixteen hexadecimal digits.
        sum: String,
        /// The key under which the value stood.
        of: String,
    },
    /// Anything else under the prefix.
    Other(String),
}

impl Key {
    /// Reads a key; `None` when it is not one of the store's own.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(PREFIX)?;
        let known = match rest {
            "head" => Some(Self::Head),
            "head.prev" => Some(Self::Prev),
            "ballast" => Some(Self::Ballast),
            _ => match rest.split_once('/') {
                Some(("s", rest)) => numbered(rest)
                    .map(|(name, generation)| Self::Shard { name: name.to_owned(), generation }),
                Some(("j", rest)) => {
                    numbered(rest).map(|(tab, seq)| Self::Entry { tab: tab.to_owned(), seq })
                }
                Some(("q", rest)) => rest
                    .split_once('/')
                    .map(|(sum, of)| Self::Quarantine { sum: sum.to_owned(), of: of.to_owned() }),
                _ => None,
            },
        };
        Some(known.unwrap_or_else(|| Self::Other(rest.to_owned())))
    }

    /// Returns the key's text.
    pub fn text(&self) -> String {
        match self {
            Self::Head => format!("{PREFIX}head"),
            Self::Prev => format!("{PREFIX}head.prev"),
            Self::Ballast => format!("{PREFIX}ballast"),
            Self::Shard { name, generation } => format!("{PREFIX}s/{name}/{generation}"),
            Self::Entry { tab, seq } => format!("{PREFIX}j/{tab}/{seq}"),
            Self::Quarantine { sum, of } => format!("{PREFIX}q/{sum}/{of}"),
            Self::Other(rest) => format!("{PREFIX}{rest}"),
        }
    }

    /// Returns the text of a journal key.
    pub fn entry(tab: &str, seq: u64) -> String {
        Self::Entry { tab: tab.to_owned(), seq }.text()
    }

    /// Returns the text of a shard key.
    pub fn shard(name: &str, generation: u64) -> String {
        Self::Shard { name: name.to_owned(), generation }.text()
    }

    /// Returns whether a key is the head of a later, unknown storage format.
    pub fn is_later_format(text: &str) -> bool {
        text.strip_prefix("tl")
            .and_then(|rest| rest.strip_suffix("/head"))
            .and_then(|number| number.parse::<u32>().ok())
            .is_some_and(|number| number > 1)
    }
}

/// Splits `name/12`; refuses other spellings of the number, so that a key has one text only.
fn numbered(rest: &str) -> Option<(&str, u64)> {
    let (name, digits) = rest.rsplit_once('/')?;
    let number: u64 = digits.parse().ok().filter(|number| *number > 0)?;
    (!name.is_empty() && number.to_string() == digits).then_some((name, number))
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn keys_read_back_as_written() {
        for text in [
            "tl1/head",
            "tl1/head.prev",
            "tl1/ballast",
            "tl1/s/project 1/12",
            "tl1/s/a/b/c/1",
            "tl1/j/x7/9",
            "tl1/q/00ff/tl1/s/a/1",
            "tl1/s/a/01",
            "tl1/s//1",
            "tl1/j/x/0",
            "tl1/j/x/+1",
            "tl1/",
            "tl1/s/a/99999999999999999999999",
        ] {
            assert_eq!(Key::parse(text).map(|key| key.text()).as_deref(), Some(text));
        }
        assert_eq!(Key::parse("tl1/s/a/01"), Some(Key::Other("s/a/01".to_owned())));
        assert_eq!(Key::parse("other/head"), None);
    }

    #[test]
    fn only_heads_of_later_formats_count_as_newer() {
        for (text, expected) in
            [("tl1/head", false), ("tl2/head", true), ("tl2/x", false), ("tlx/head", false)]
        {
            assert_eq!(Key::is_later_format(text), expected, "{text}");
        }
    }
}
