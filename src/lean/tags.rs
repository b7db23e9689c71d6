//! The elements that `view!` can name.

/// Declares a function for each element.
macro_rules! tags {
    ($($tag:ident $kind:ident)*) => {
        pub use kinds::*;

        use crate::element::El;

        $(
            #[doc = concat!("Describes a `<", stringify!($tag), ">`.")]
            pub fn $tag() -> El<kinds::$kind> {
                El::new()
            }
        )*
    };
}

/// HTML.
pub mod html {
    use ::leptos::tachys::html::element as kinds;

    tags! {
        a A abbr Abbr article Article aside Aside b B blockquote Blockquote br Br button Button
        caption Caption code Code dd Dd del Del details Details dialog Dialog div Div dl Dl dt Dt
        em Em fieldset Fieldset figure Figure footer Footer form Form h1 H1 h2 H2 h3 H3 h4 H4 h5 H5
        h6 H6 header Header hr Hr i I img Img input Input ins Ins kbd Kbd label Label legend Legend
        li Li main Main mark Mark menu Menu meter Meter nav Nav ol Ol optgroup Optgroup
        option Option_ output Output p P pre Pre progress Progress q Q s S samp Samp search Search
        section Section select Select small Small span Span strong Strong sub Sub summary Summary
        sup Sup table Table tbody Tbody td Td textarea Textarea tfoot Tfoot th Th thead Thead
        time Time tr Tr u U ul Ul
    }
}

/// SVG.
pub mod svg {
    use ::leptos::tachys::svg as kinds;

    tags! {
        svg Svg g G path Path line Line rect Rect circle Circle polyline Polyline polygon Polygon
        text Text defs Defs pattern Pattern
    }
}
