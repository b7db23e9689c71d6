//! Text search without regard to case. It knows nothing of what the texts belong to.

/// Is a text to look for, whatever its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    lower: String,
    ascii: bool,
}

/// Says how a needle lies in a text, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// It is the whole text.
    Whole,
    /// The text starts with it.
    Start,
    /// A word of the text starts with it.
    Word,
    /// It stands in the middle of a word.
    Inside,
}

impl Needle {
    /// Makes a needle from what was typed.
    pub fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        Needle { ascii: lower.is_ascii(), lower }
    }

    /// Gives the text in lower case.
    pub fn as_str(&self) -> &str {
        &self.lower
    }

    /// Tells whether it occurs in a text.
    pub fn is_in(&self, text: &str) -> bool {
        if self.ascii {
            return self.find_ascii(text.as_bytes(), 0).is_some();
        }
        // Lower case may only bring letters beyond ASCII where there were some.
        !text.is_ascii() && text.to_lowercase().contains(&self.lower)
    }

    /// Tells whether it is the text.
    pub fn is(&self, text: &str) -> bool {
        if self.ascii || text.is_ascii() {
            return text.eq_ignore_ascii_case(&self.lower);
        }
        text.to_lowercase() == self.lower
    }

    /// Tells how well it lies in a text.
    pub(crate) fn fit(&self, text: &str) -> Option<Fit> {
        if !self.ascii {
            let lower = text.to_lowercase();
            return fits(
                &lower,
                |from| {
                    let from = (from..lower.len()).find(|at| lower.is_char_boundary(*at))?;
                    lower.get(from..).and_then(|t| t.find(&self.lower)).map(|at| at + from)
                },
                self.lower.len(),
            );
        }
        fits(text, |from| self.find_ascii(text.as_bytes(), from), self.lower.len())
    }

    fn find_ascii(&self, text: &[u8], from: usize) -> Option<usize> {
        let needle = self.lower.as_bytes();
        let Some(first) = needle.first() else { return Some(from) };
        let last = text.len().checked_sub(needle.len())?;
        let starts = text.get(from..=last)?;
        let (low, high) = (*first, first.to_ascii_uppercase());
        let mut found = memchr::memchr2_iter(low, high, starts);
        found.find_map(|at| {
            let at = at + from;
            let here = text.get(at..at + needle.len())?;
            here.eq_ignore_ascii_case(needle).then_some(at)
        })
    }
}

fn fits(text: &str, find: impl Fn(usize) -> Option<usize>, len: usize) -> Option<Fit> {
    let mut at = find(0)?;
    if at == 0 {
        return Some(if len == text.len() { Fit::Whole } else { Fit::Start });
    }
    loop {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        if before.is_none_or(|c| !c.is_alphanumeric()) {
            return Some(Fit::Word);
        }
        match find(at + 1) {
            Some(next) if next > at => at = next,
            _ => return Some(Fit::Inside),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(needle: &str, text: &str, expected: Option<Fit>) {
        let needle = Needle::new(needle);
        assert_eq!(needle.fit(text), expected, "{needle:?} in {text}");
        assert_eq!(needle.is_in(text), expected.is_some(), "{needle:?} in {text}");
        assert_eq!(needle.is(text), expected == Some(Fit::Whole), "{needle:?} is {text}");
    }

    #[test]
    fn case_does_not_matter_and_word_starts_count_more() {
        check("login", "Login", Some(Fit::Whole));
        check("LOGIN", "login page", Some(Fit::Start));
        check("log", "The Login page", Some(Fit::Word));
        check("log", "Catalog of blogs", Some(Fit::Inside));
        check("log", "Catalog and logs", Some(Fit::Word));
        check("login", "logi", None);
        check("é", "CAFÉ", Some(Fit::Inside));
        check("école", "L'École", Some(Fit::Word));
        check("o", "日本語 ok", Some(Fit::Word));
        check("ö", "plain", None);
    }
}
