//! Records that travel as lists: without the names of their fields, and without the empty cells at
//! their end. It knows nothing of what is in them.

use serde::ser::{Serialize, SerializeSeq, Serializer};

/// Declares a structure that is written as a list of its fields in their order, up to the last
/// that is not as it is by default, and read back from such a list. What may be missing often
/// stands last.
macro_rules! cells {
    (
        $( #[$meta:meta] )*
        pub struct $name:ident {
            $( $( #[$field_meta:meta] )* pub $field:ident: $type:ty, )+
        }
    ) => {
        $( #[$meta] )*
        #[derive(Debug, Clone, PartialEq, Default, serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            $( $( #[$field_meta] )* pub $field: $type, )+
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                let empty = [ $( self.$field == <$type>::default(), )+ ];
                let last = empty.iter().rposition(|empty| !empty).map_or(0, |idx| idx + 1);
                let mut list = $crate::cells::Cells::begin(s, last)?;
                $( list.cell(&self.$field)?; )+
                list.end()
            }
        }
    };
}
pub(crate) use cells;

/// Writes as many cells as there are to be, and takes the others without writing them.
pub(crate) struct Cells<S: Serializer> {
    list: S::SerializeSeq,
    left: usize,
}

impl<S: Serializer> Cells<S> {
    pub(crate) fn begin(serializer: S, n: usize) -> Result<Self, S::Error> {
        Ok(Cells { list: serializer.serialize_seq(Some(n))?, left: n })
    }

    pub(crate) fn cell<T: Serialize>(&mut self, value: &T) -> Result<(), S::Error> {
        if self.left == 0 {
            return Ok(());
        }
        self.left -= 1;
        self.list.serialize_element(value)
    }

    pub(crate) fn end(self) -> Result<S::Ok, S::Error> {
        self.list.end()
    }
}

#[cfg(test)]
mod tests {
    cells! {
        /// A line.
        pub struct Line {
            /// First.
            pub a: u32,
            /// Second.
            pub b: Option<String>,
            /// Third.
            pub c: Vec<u32>,
        }
    }

    #[test]
    fn what_is_empty_at_the_end_is_not_written_and_comes_back() {
        #[track_caller]
        fn check(line: Line, text: &str) {
            assert_eq!(serde_json::to_string(&line).unwrap(), text);
            assert_eq!(serde_json::from_str::<Line>(text).unwrap(), line);
        }
        check(Line::default(), "[]");
        check(Line { a: 3, ..Line::default() }, "[3]");
        check(Line { c: vec![1], ..Line::default() }, "[0,null,[1]]");
    }
}
