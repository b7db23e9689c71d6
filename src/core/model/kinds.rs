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
                match name { $( $key => Some(Kind::$name), )+ _ => None }
            }
            /// Finds a kind by the name of its table.
            pub fn from_table(name: &str) -> Option<Kind> {
                match name { $( stringify!($table) => Some(Kind::$name), )+ _ => None }
            }
            /// Gives the table of the kind's fields.
            pub fn fields(self) -> &'static [field::FieldMeta] {
                match self { $( Kind::$name => <$name as record::RecordType>::FIELDS, )+ }
            }
        }

        /// Is a record of any kind, shared until it changes.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Record { $( #[doc = $one] $name(std::sync::Arc<$name>), )+ }

        impl Record {
            /// Gives the kind.
            pub fn kind(&self) -> Kind {
                match self { $( Record::$name(_) => Kind::$name, )+ }
            }
            /// Gives the id.
            pub fn raw_id(&self) -> id::RawId {
                match self { $( Record::$name(r) => r.id.raw(), )+ }
            }
            /// Gives the name a person knows it by.
            pub fn title(&self) -> &str {
                match self { $( Record::$name(r) => record::RecordType::title(r.as_ref()), )+ }
            }
            /// Gives the value of the field at a position of the kind's table of fields.
            pub fn value(&self, field: usize) -> field::Value {
                match self { $( Record::$name(r) => record::RecordType::value(r.as_ref(), field), )+ }
            }
            /// Gives a field as JSON by name; null is unset.
            pub fn json(&self, name: &str) -> serde_json::Value {
                match self { $( Record::$name(r) => record::RecordType::json(r.as_ref(), name), )+ }
            }
            /// Sets a field from JSON by name.
            pub fn set_json(
                &mut self,
                name: &str,
                json: &serde_json::Value,
            ) -> Result<(), field::FieldError> {
                match self { $( Record::$name(r) => {
                    record::RecordType::set_json(std::sync::Arc::make_mut(r), name, json)
                } )+ }
            }
            /// Adds values to the end of a list field.
            pub fn push_json(
                &mut self,
                name: &str,
                values: &[serde_json::Value],
            ) -> Result<(), field::FieldError> {
                match self { $( Record::$name(r) => {
                    record::RecordType::push_json(std::sync::Arc::make_mut(r), name, values)
                } )+ }
            }
            /// Takes the last `n` values off a list field; `false` if there are not so many.
            pub fn pop_json(&mut self, name: &str, n: usize) -> bool {
                match self { $( Record::$name(r) => {
                    record::RecordType::pop_json(std::sync::Arc::make_mut(r), name, n)
                } )+ }
            }
            /// Tells for each field that differs how; nothing if the kinds differ.
            pub fn diff(&self, new: &Record) -> Vec<(&'static str, record::Difference)> {
                let mut out = Vec::new();
                match (self, new) {
                    $( (Record::$name(a), Record::$name(b)) => {
                        record::RecordType::diff(a.as_ref(), b.as_ref(), &mut out);
                    } )+
                    _ => {}
                }
                out
            }
            /// Lists the records that it points at, each with the position of the field.
            pub fn refs(&self) -> Vec<(usize, id::Ref)> {
                let mut out = Vec::new();
                match self { $( Record::$name(r) => {
                    record::RecordType::refs(r.as_ref(), &mut out);
                } )+ }
                out
            }
            /// Gives the record without what points at `gone`.
            pub fn without(&self, gone: id::Ref) -> Record {
                match self { $( Record::$name(r) => Record::$name(std::sync::Arc::new(
                    record::RecordType::without(r.as_ref(), gone),
                )), )+ }
            }
            /// Reads a record of a kind from JSON.
            pub fn decode<'de, D: serde::Deserializer<'de>>(
                kind: Kind,
                d: D,
            ) -> Result<Record, D::Error> {
                use serde::Deserialize;
                Ok(match kind { $( Kind::$name => {
                    Record::$name(std::sync::Arc::new($name::deserialize(d)?))
                } )+ })
            }
            /// Makes an empty record of a kind.
            pub fn empty(kind: Kind, id: id::RawId) -> Record {
                match kind { $( Kind::$name => Record::$name(std::sync::Arc::new(
                    $name { id: id::Id::new(id), ..Default::default() },
                )), )+ }
            }
        }

        impl serde::Serialize for Record {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                match self { $( Record::$name(r) => r.serialize(s), )+ }
            }
        }

        /// Holds every record, a table a kind, in the order of their ids.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Tables { $( #[doc = $many] pub $table: table::Table<$name>, )+ }

        impl Tables {
            /// Gives one record.
            pub fn get(&self, r: id::Ref) -> Option<Record> {
                match r.kind { $( Kind::$name => {
                    self.$table.shared(id::Id::new(r.id)).cloned().map(Record::$name)
                } )+ }
            }
            /// Tells whether a record is there.
            pub fn has(&self, r: id::Ref) -> bool {
                match r.kind { $( Kind::$name => self.$table.has(id::Id::new(r.id)), )+ }
            }
            /// Puts a record in, or takes it out; gives what was there before.
            pub(crate) fn write(&mut self, at: id::Ref, new: Option<Record>) -> Option<Record> {
                match (at.kind, new) {
                    $( (Kind::$name, Some(Record::$name(r))) => {
                        self.$table.insert(r).map(Record::$name)
                    }
                    (Kind::$name, _) => {
                        self.$table.remove(id::Id::new(at.id)).map(Record::$name)
                    } )+
                }
            }
            /// Replaces a whole table at once from records in any order; gives a repeated id.
            pub(crate) fn fill(&mut self, kind: Kind, records: Vec<Record>) -> Option<id::RawId> {
                match kind { $( Kind::$name => {
                    let rows = records.into_iter().filter_map(|r| match r {
                        Record::$name(r) => Some(r),
                        _ => None,
                    });
                    self.$table.fill(rows.collect()).map(id::Id::raw)
                } )+ }
            }
            /// Walks every record of a kind in the order of ids.
            pub fn records(&self, kind: Kind) -> Box<dyn Iterator<Item = Record> + '_> {
                match kind { $( Kind::$name => {
                    Box::new(self.$table.rows().cloned().map(Record::$name))
                } )+ }
            }
            /// Counts the records of a kind.
            pub fn count(&self, kind: Kind) -> usize {
                match kind { $( Kind::$name => self.$table.len(), )+ }
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
