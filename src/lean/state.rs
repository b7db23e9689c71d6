//! An element in the document, and how a new description changes it.

use ::leptos::__reexports::send_wrapper::SendWrapper;
use ::leptos::prelude::{Mountable, Owner, Render, RenderEffect};
use ::leptos::tachys::html::attribute::Attribute;
use ::leptos::tachys::html::attribute::any_attribute::AnyAttributeState;
use ::leptos::tachys::renderer::{RemoveEventHandler, Rndr, dom::Dom};
use ::leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

use crate::element::{Described, Listener, Part, Place};
use crate::value::{Dynamic, Plain, Value};

/// Is what an element needs to be kept for as long as it is in the document.
pub struct ElState {
    tag: &'static str,
    element: Element,
    parts: Vec<PartState>,
    inside: Option<AnyViewState>,
}

/// Is what one thing that was said about an element has become.
enum PartState {
    Plain(Place, &'static str, Plain),
    Dynamic(Place, &'static str, #[expect(dead_code, reason = "runs until it is dropped")] Effect),
    On(#[expect(dead_code, reason = "stops hearing when it is dropped")] Heard),
    Ref,
    Any(AnyAttributeState),
}

type Effect = RenderEffect<Plain>;
type Heard = RemoveEventHandler<Element>;

fn text_of(value: &Plain) -> Option<&str> {
    match value {
        Plain::None | Plain::Bool(false) => None,
        Plain::Bool(true) => Some(""),
        Plain::Str(text) => Some(text),
        Plain::Text(text) => Some(text),
    }
}

/// Writes a value into the document; `first` where nothing was there before.
fn write(element: &Element, place: Place, name: &'static str, value: &Plain, first: bool) {
    match place {
        Place::Attribute => match text_of(value) {
            Some(text) => Dom::set_attribute(element, name, text),
            None if first => {}
            None => Dom::remove_attribute(element, name),
        },
        Place::Style => {
            let style = element.unchecked_ref::<HtmlElement>().style();
            match text_of(value) {
                Some(text) => Dom::set_css_property(&style, name, text),
                None if first => {}
                None => Dom::remove_css_property(&style, name),
            }
        }
        Place::Property => {
            let value = match value {
                Plain::None if first => return,
                Plain::None => JsValue::UNDEFINED,
                Plain::Bool(on) => JsValue::from_bool(*on),
                Plain::Str(text) => JsValue::from_str(text),
                Plain::Text(text) => JsValue::from_str(text),
            };
            Dom::set_property_or_value(element, name, &value);
        }
    }
}

/// Keeps a computed value written; `fresh` where nothing is there yet.
fn follow(
    element: &Element,
    place: Place,
    name: &'static str,
    mut compute: Dynamic,
    fresh: bool,
) -> Effect {
    let element = element.clone();
    RenderEffect::new(move |before: Option<Plain>| {
        let value = compute();
        // A property may have been changed by the person since.
        if place == Place::Property || before.as_ref() != Some(&value) {
            write(&element, place, name, &value, fresh && before.is_none());
        }
        value
    })
}

fn listen(element: &Element, name: &str, owner: Owner, mut listener: Listener) -> Heard {
    let heard = Box::new(move |event: JsValue| {
        #[cfg(debug_assertions)]
        let _zone = ::leptos::reactive::diagnostics::SpecialNonReactiveZone::enter();
        owner.with(|| listener(event));
    });
    Dom::add_event_listener(element, name, heard)
}

fn build_part(element: &Element, part: Part, fresh: bool) -> PartState {
    match part {
        Part::Value(place, name, Value::Plain(value)) => {
            write(element, place, name, &value, fresh);
            PartState::Plain(place, name, value)
        }
        Part::Value(place, name, Value::Dynamic(compute)) => {
            PartState::Dynamic(place, name, follow(element, place, name, compute, fresh))
        }
        Part::On(name, owner, listener) => {
            PartState::On(listen(element, &name, owner, SendWrapper::take(listener)))
        }
        Part::Ref(tell) => {
            tell(element);
            PartState::Ref
        }
        Part::Any(attribute) => PartState::Any(attribute.build(element)),
    }
}

/// Tells whether a new thing says the same sort of thing, so that the element can stay.
fn fits(old: &PartState, new: &Part) -> bool {
    match (old, new) {
        (
            PartState::Plain(place, name, _) | PartState::Dynamic(place, name, _),
            Part::Value(to, called, _),
        ) => place == to && name == called,
        (PartState::On(_), Part::On(..))
        | (PartState::Ref, Part::Ref(_))
        | (PartState::Any(_), Part::Any(_)) => true,
        _ => false,
    }
}

fn rebuild_part(element: &Element, old: &mut PartState, new: Part) {
    match (&mut *old, new) {
        (PartState::Plain(place, name, before), Part::Value(_, _, Value::Plain(value))) => {
            if *before != value || *place == Place::Property {
                write(element, *place, name, &value, false);
            }
            *before = value;
        }
        (PartState::Any(state), Part::Any(attribute)) => attribute.rebuild(state),
        (_, new) => *old = build_part(element, new, false),
    }
}

/// Makes an element.
pub fn build(described: Described) -> ElState {
    let Described { tag, namespace, parts, inside } = described;
    let element = Rndr::create_element(tag, namespace);
    let parts = parts.into_iter().map(|part| build_part(&element, part, true)).collect();
    let inside = inside.map(|inside| {
        let mut state = inside.build();
        state.mount(&element, None);
        state
    });
    ElState { tag, element, parts, inside }
}

/// Changes an element to a new description, or puts another in its place.
pub fn rebuild(described: Described, state: &mut ElState) {
    let same = described.tag == state.tag
        && described.parts.len() == state.parts.len()
        && described.inside.is_some() == state.inside.is_some()
        && state.parts.iter().zip(&described.parts).all(|(old, new)| fits(old, new));
    if !same {
        let mut new = build(described);
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
        return;
    }
    let ElState { element, parts, inside, .. } = state;
    for (old, new) in parts.iter_mut().zip(described.parts) {
        rebuild_part(element, old, new);
    }
    if let (Some(old), Some(new)) = (inside, described.inside) {
        new.rebuild(old);
    }
}

impl Mountable for ElState {
    fn unmount(&mut self) {
        self.element.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn try_mount(&mut self, parent: &Element, marker: Option<&Node>) -> bool {
        Rndr::try_insert_node(parent, &self.element, marker)
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.element.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}
