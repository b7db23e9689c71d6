//! The table of kinds: from one list come the kinds, the records of any kind, and the tables.

/// Declares every kind of record. Each line names the type, its table, and what people call it.
macro_rules! kinds {
    ( $( $name:ident $table:ident $key:literal $one:literal $many:literal; )+ ) => {
        /// Names a kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $( #[doc = $one] $name, )+ }

        impl Kind {
            /// Lists every kind in the order in which records are written.
            pub const ALL: &'static [Kind] = &[ $( Kind::$name, )+ ];

            /// Gives the name in data.
            pub fn name(self) -> &'static str {
                match self { $( Kind::$name => $key, )+ }
            }
            /// Gives the name of its table in JSON.
            pub fn table(self) -> &'static str {
                match self { $( Kind::$name => stringify!($table), )+ }
            }
            /// Gives the name that a person reads for one record.
            pub fn one(self) -> &'static str {
                match self { $( Kind::$name => $one, )+ }
            }
            /// Gives the name that a person reads for many records.
            pub fn many(self) -> &'static str {
                match self { $( Kind::$name => $many, )+ }
            }
            /// Finds a kind by its name in data.
            pub fn from_name(name: &str) -> Option<Kind> {
                Kind::ALL.iter().copied().find(|kind| kind.name() == name)
            }
            /// Finds a kind by the name of its table.
            pub fn from_table(name: &str) -> Option<Kind> {
                Kind::ALL.iter().copied().find(|kind| kind.table() == name)
            }
            /// Describes a record of the kind in words that follow "expected".
            pub(crate) fn described(self) -> &'static str {
                match self { $( Kind::$name => concat!("an object that describes a ", stringify!($name)), )+ }
            }
            /// Gives the sentence that explains the field at a position.
            pub fn help(self, field: usize) -> &'static str {
                let all = match self { $( Kind::$name => <$name as record::RecordType>::HELP, )+ };
                all.get(field).map_or("", |help| help.trim())
            }
            /// Gives the table of the kind's fields.
            pub fn fields(self) -> &'static [field::FieldMeta] {
                match self { $( Kind::$name => <$name as record::RecordType>::FIELDS, )+ }
            }
        }

        /// Is a record of any kind, shared until it changes.
        #[derive(Debug, Clone)]
        pub enum Record { $( #[doc = $one] $name(std::sync::Arc<$name>), )+ }

        impl Record {
            /// Gives the kind.
            pub fn kind(&self) -> Kind {
                match self { $( Record::$name(_) => Kind::$name, )+ }
            }
            /// Gives the record without its type.
            pub fn any(&self) -> &dyn record::AnyRecord {
                match self { $( Record::$name(r) => r.as_ref(), )+ }
            }
            /// Gives the record without its type to change it, unless it is shared.
            pub(super) fn alone(&mut self) -> Option<&mut dyn record::AnyRecord> {
                match self { $(
                    Record::$name(r) => std::sync::Arc::get_mut(r).map(|r| r as _),
                )+ }
            }
            /// Makes an empty record of a kind.
            pub fn empty(kind: Kind, id: id::RawId) -> Record {
                match kind { $( Kind::$name => Record::$name(std::sync::Arc::new(
                    $name { id: id::Id::new(id), ..Default::default() },
                )), )+ }
            }
        }

        /// Holds every record, a table a kind, in the order of their ids.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Tables { $( #[doc = $many] pub $table: table::Table<$name>, )+ }

        impl Tables {
            /// Gives the rows of a kind.
            pub(crate) fn rows(&self, kind: Kind) -> &table::Rows {
                match kind { $( Kind::$name => self.$table.any(), )+ }
            }
            /// Gives the rows of a kind to change them.
            pub(crate) fn rows_mut(&mut self, kind: Kind) -> &mut table::Rows {
                match kind { $( Kind::$name => self.$table.any_mut(), )+ }
            }
        }

        $( impl table::Tabled for $name {
            fn table(tables: &Tables) -> &table::Table<Self> {
                &tables.$table
            }
        } )+
    };
}
pub(super) use kinds;
