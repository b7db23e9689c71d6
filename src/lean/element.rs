//! An element as `view!` describes it, before it is in the document.

use std::marker::PhantomData;

use ::leptos::__reexports::send_wrapper::SendWrapper;
use ::leptos::ev::{EventDescriptor, Targeted};
use ::leptos::html::ElementType;
use ::leptos::prelude::{AnyView, Owner, RenderHtml};
use ::leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use ::leptos::tachys::html::node_ref::NodeRefContainer;
use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::erase::erase;
use crate::value::{IntoValue, Value};

/// Says what a value is written to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// An attribute.
    Attribute,
    /// A property of the style.
    Style,
    /// A property of the element's object.
    Property,
}

/// Hears an event.
pub type Listener = Box<dyn FnMut(JsValue)>;

/// Is one thing that is said about an element.
pub enum Part {
    /// A value under a name.
    Value(Place, &'static str, Value),
    /// A listener, and the owner it runs under.
    On(String, Owner, SendWrapper<Listener>),
    /// Someone who wants to know the element.
    Ref(Box<dyn FnOnce(&Element) + Send>),
    /// An attribute that was put on a component.
    Any(AnyAttribute),
}

/// Holds what is said about an element.
pub struct Described {
    /// Its name.
    pub tag: &'static str,
    /// Its namespace, if it is not HTML.
    pub namespace: Option<&'static str>,
    /// Its attributes, listeners and so on.
    pub parts: Vec<Part>,
    /// What is inside.
    pub inside: Option<AnyView>,
}

/// Describes an element; `E` is known for the sake of references and targets alone.
pub struct El<E> {
    /// What is said about it.
    pub described: Box<Described>,
    kind: PhantomData<fn() -> E>,
}

/// Stands for an element whose kind no longer matters.
pub struct Any;

impl Described {
    #[inline(never)]
    fn start(tag: &'static str, namespace: Option<&'static str>) -> Box<Self> {
        Box::new(Self { tag, namespace, parts: Vec::new(), inside: None })
    }

    #[inline(never)]
    fn say(&mut self, place: Place, name: &'static str, value: Value) {
        self.parts.push(Part::Value(place, name, value));
    }

    #[inline(never)]
    fn listen(&mut self, name: std::borrow::Cow<'static, str>, listener: Listener) {
        let owner = Owner::current().unwrap_or_default();
        self.parts.push(Part::On(name.into_owned(), owner, SendWrapper::new(listener)));
    }
}

impl<E> El<E> {
    /// Forgets the kind.
    pub fn any(self) -> El<Any> {
        El { described: self.described, kind: PhantomData }
    }
}

impl<E> El<E>
where
    E: ElementType,
{
    /// Starts to describe an element.
    pub fn new() -> Self {
        El { described: Described::start(E::TAG, E::NAMESPACE), kind: PhantomData }
    }

    /// Puts a view inside.
    pub fn child(mut self, inside: impl RenderHtml) -> Self {
        self.described.inside = Some(erase(inside));
        self
    }

    /// Sets an attribute.
    pub fn attr(mut self, name: &'static str, value: impl IntoValue) -> Self {
        self.described.say(Place::Attribute, name, value.into_value());
        self
    }

    /// Sets a property of the style.
    pub fn style(mut self, (name, value): (&'static str, impl IntoValue)) -> Self {
        self.described.say(Place::Style, name, value.into_value());
        self
    }

    /// Sets a property of the element's object.
    pub fn prop(mut self, name: &'static str, value: impl IntoValue) -> Self {
        self.described.say(Place::Property, name, value.into_value());
        self
    }

    /// Hears an event.
    pub fn on<D>(mut self, event: D, mut f: impl FnMut(D::EventType) + 'static) -> Self
    where
        D: EventDescriptor,
        D::EventType: From<JsValue>,
    {
        self.described.listen(event.name(), Box::new(move |event| f(event.into())));
        self
    }

    /// Hears an event, and gives the element with it.
    pub fn on_target<D>(
        self,
        event: D,
        mut f: impl FnMut(Targeted<D::EventType, E::Output>) + 'static,
    ) -> Self
    where
        D: EventDescriptor,
        D::EventType: From<JsValue>,
    {
        self.on(event, move |event| f(event.into()))
    }

    /// Gives the element to a reference.
    pub fn node_ref(mut self, to: impl NodeRefContainer<E>) -> Self {
        self.described.parts.push(Part::Ref(Box::new(move |element| to.load(element))));
        self
    }
}

/// Declares the attributes that `view!` calls by a method.
macro_rules! attributes {
    ($($method:ident $name:literal)*) => {
        impl<E: ElementType> El<E> {
            $(
                #[doc = concat!("Sets `", $name, "`.")]
                pub fn $method(self, value: impl IntoValue) -> Self {
                    self.attr($name, value)
                }
            )*
        }
    };
}

attributes! {
    class "class" id "id" title "title" role "role" tabindex "tabindex" hidden "hidden"
    lang "lang" dir "dir" href "href" target "target" rel "rel" download "download"
    r#type "type" name "name" value "value" placeholder "placeholder" disabled "disabled"
    required "required" checked "checked" selected "selected" readonly "readonly"
    autocomplete "autocomplete" autofocus "autofocus" spellcheck "spellcheck"
    inputmode "inputmode" enterkeyhint "enterkeyhint" accept "accept" multiple "multiple"
    min "min" max "max" step "step" rows "rows" cols "cols" maxlength "maxlength"
    pattern "pattern" list "list" r#for "for" form "form" action "action" method "method"
    src "src" alt "alt" width "width" height "height" colspan "colspan" rowspan "rowspan"
    scope "scope" start "start" datetime "datetime" open "open" popover "popover"
    draggable "draggable" contenteditable "contenteditable" inert "inert" label "label"
    aria_activedescendant "aria-activedescendant" aria_atomic "aria-atomic"
    aria_autocomplete "aria-autocomplete" aria_busy "aria-busy" aria_checked "aria-checked"
    aria_colcount "aria-colcount" aria_colindex "aria-colindex"
    aria_controls "aria-controls" aria_current "aria-current" aria_describedby "aria-describedby"
    aria_disabled "aria-disabled" aria_expanded "aria-expanded" aria_haspopup "aria-haspopup"
    aria_hidden "aria-hidden" aria_invalid "aria-invalid" aria_keyshortcuts "aria-keyshortcuts"
    aria_label "aria-label" aria_labelledby "aria-labelledby" aria_level "aria-level"
    aria_live "aria-live" aria_modal "aria-modal" aria_multiselectable "aria-multiselectable"
    aria_orientation "aria-orientation" aria_owns "aria-owns" aria_posinset "aria-posinset"
    aria_pressed "aria-pressed" aria_readonly "aria-readonly" aria_required "aria-required"
    aria_roledescription "aria-roledescription" aria_rowcount "aria-rowcount"
    aria_rowindex "aria-rowindex" aria_selected "aria-selected" aria_setsize "aria-setsize"
    aria_sort "aria-sort" aria_valuemax "aria-valuemax" aria_valuemin "aria-valuemin"
    aria_valuenow "aria-valuenow" aria_valuetext "aria-valuetext"
}
