//! The shapes of fields that hold parts of their own, for the JSON Schema and the field
//! reference. It knows no record.

/// Describes the parts of one field: the kind's name, the field's, the JSON Schema of its value,
/// and the lines that a person reads.
pub(super) struct PartShape {
    pub(super) kind: &'static str,
    pub(super) field: &'static str,
    pub(super) schema: &'static str,
    pub(super) words: &'static str,
}

const fn part(
    kind: &'static str,
    field: &'static str,
    schema: &'static str,
    words: &'static str,
) -> PartShape {
    PartShape { kind, field, schema, words }
}

/// Lists the shape of every field of parts.
pub(super) const PARTS: &[PartShape] = &[
    part(
        "stage",
        "criteria",
        r##"{"type":"array","items":{"type":"object","required":["text"],"properties":{
            "text":{"type":"string"},"met":{"type":"boolean"}}}}"##,
        "list of `{text, met}`",
    ),
    part(
        "calendar",
        "week",
        r##"{"type":"array","items":{"type":"object","required":["day","shifts"],"properties":{
            "day":{"type":"integer","minimum":1,"maximum":7},
            "shifts":{"type":"array","items":{"$ref":"#/$defs/shift"}}}}}"##,
        "list of `{day, shifts}`; `day` is 1 for Monday to 7 for Sunday, a shift is `{from, to}` \
         in minutes since midnight",
    ),
    part(
        "calendar",
        "exceptions",
        r##"{"type":"array","items":{"type":"object","required":["name","from","to"],
            "properties":{"name":{"type":"string"},"from":{"$ref":"#/$defs/date"},
            "to":{"$ref":"#/$defs/date"},"yearly":{"type":"boolean"},
            "shifts":{"type":"array","items":{"$ref":"#/$defs/shift"}}}}}"##,
        "list of `{name, from, to, shifts, yearly}`; no shifts means free",
    ),
    part(
        "workspace",
        "scorecard",
        r##"{"type":"array","items":{"type":"object","required":["key","weight"],"properties":{
            "key":{"type":"string"},"weight":{"type":"number"}}}}"##,
        "list of `{key, weight}`; `key` is `value`, `time`, `risk`, `fit` or `ease`",
    ),
    part(
        "workspace",
        "numbers",
        r##"{"type":"array","items":{"type":"object","required":["lens"],"properties":{
            "lens":{"type":"string"},"order":{"type":"array","items":{"type":"string"}},
            "hidden":{"type":"array","items":{"type":"string"}},
            "pinned":{"type":"array","items":{"type":"string"}}}}}"##,
        "list of `{lens, order, hidden, pinned}`; each but `lens` is a list of keys of numbers, \
         those of another lens after its name and a colon",
    ),
    part(
        "objective",
        "targets",
        r##"{"type":"array","items":{"type":"object","required":["kpi","to"],"properties":{
            "kpi":{"$ref":"#/$defs/id"},"from":{"type":"number"},"to":{"type":"number"}}}}"##,
        "list of `{kpi, from, to}`; `kpi` is an id",
    ),
    part(
        "item",
        "blocked",
        r##"{"type":"object","required":["since"],"properties":{
            "since":{"$ref":"#/$defs/time"},"reason":{"type":"string"}}}"##,
        "`{since, reason}`",
    ),
    part(
        "item",
        "checklists",
        r##"{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},
            "entries":{"type":"array","items":{"type":"object","required":["text"],"properties":{
            "text":{"type":"string"},"done":{"type":"boolean"},"due":{"$ref":"#/$defs/date"},
            "owner":{"$ref":"#/$defs/id"}}}}}}}"##,
        "list of `{name, entries}`; an entry is `{text, done, due, owner}`",
    ),
    part(
        "item",
        "links",
        r##"{"type":"array","items":{"type":"object","required":["url"],"properties":{
            "url":{"type":"string"},"name":{"type":"string"}}}}"##,
        "list of `{url, name}`",
    ),
    part(
        "item",
        "custom",
        r##"{"type":"object","propertyNames":{"$ref":"#/$defs/id"}}"##,
        "object; each name is the id of a custom field",
    ),
    part(
        "item",
        "moves",
        r##"{"type":"array","items":{"type":"object","required":["at","to"],"properties":{
            "at":{"$ref":"#/$defs/time"},"from":{"$ref":"#/$defs/id"},
            "to":{"$ref":"#/$defs/id"},"by":{"$ref":"#/$defs/id"}}}}"##,
        "list of `{at, from, to, by}`; `from` and `to` are ids of statuses, `by` of a person",
    ),
    part(
        "item",
        "edits",
        r##"{"type":"array","items":{"type":"object","required":["at","field"],"properties":{
            "at":{"$ref":"#/$defs/time"},"by":{"$ref":"#/$defs/id"},"field":{"type":"string"},
            "before":true,"after":true}}}"##,
        "list of `{at, by, field, before, after}`",
    ),
    part(
        "item",
        "source",
        r##"{"type":"object","required":["system","id"],"properties":{
            "system":{"type":"string"},"id":{"type":"string"}}}"##,
        "`{system, id}`",
    ),
    part(
        "baseline",
        "items",
        r##"{"type":"array","items":{"type":"object","required":["item"],"properties":{
            "item":{"$ref":"#/$defs/id"},"start":{"$ref":"#/$defs/date"},
            "due":{"$ref":"#/$defs/date"},"work":{"type":"integer"},
            "duration":{"type":"integer"},"cost":{"type":"integer"}}}}"##,
        "list of `{item, start, due, work, duration, cost}`; `work` and `duration` in minutes, \
         `cost` in hundredths",
    ),
    part(
        "scenario",
        "items",
        r##"{"type":"array","items":{"type":"object","required":["item"],"properties":{
            "item":{"$ref":"#/$defs/id"},"start":{"$ref":"#/$defs/date"},
            "due":{"$ref":"#/$defs/date"}}}}"##,
        "list of `{item, start, due}`: where items would be put; what follows is not kept",
    ),
    part("saved_view", "settings", r##"{"type":"object"}"##, "object"),
];
