//! Pictures: a drawing of the page as a file of its own, and as pixels.

use std::collections::HashMap;

use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlCanvasElement,
    HtmlImageElement, XmlSerializer,
};

/// What a style sheet says of a drawing, and what the drawing must say itself once it is alone.
const STYLES: [&str; 13] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "paint-order",
];

/// Writes a drawing as an SVG file that needs no style sheet, with a ground of its own.
pub fn standalone(drawing: &Element) -> Option<String> {
    let window = web_sys::window()?;
    let copy: Element = drawing.clone_node_with_deep(true).ok()?.unchecked_into();
    let mut colors = Colors::new()?;
    let (from, to) = (drawing.query_selector_all("*").ok()?, copy.query_selector_all("*").ok()?);
    for idx in 0..from.length() {
        let from: Element = from.get(idx)?.unchecked_into();
        let to: Element = to.get(idx)?.unchecked_into();
        if let Ok(Some(style)) = window.get_computed_style(&from) {
            write_styles(&style, &to, &mut colors);
        }
        for name in ["class", "data-look"] {
            let _ = to.remove_attribute(name);
        }
    }
    let ground = window.get_computed_style(drawing).ok().flatten()?;
    let ground = colors.plain(&ground.get_property_value("--chart-ground").unwrap_or_default());
    let document = window.document()?;
    let sheet = document.create_element_ns(Some("http://www.w3.org/2000/svg"), "rect").ok()?;
    for (name, value) in [("width", "100%"), ("height", "100%"), ("fill", ground.as_str())] {
        let _ = sheet.set_attribute(name, value);
    }
    copy.insert_before(&sheet, copy.first_child().as_ref()).ok()?;
    for name in ["class", "aria-hidden", "data-look"] {
        let _ = copy.remove_attribute(name);
    }
    // What a page writes is no XML: it knows names such as `&nbsp;`.
    let written = XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?;
    Some(written.replace("<!---->", "").replace("<!-- -->", ""))
}

fn write_styles(style: &CssStyleDeclaration, to: &Element, colors: &mut Colors) {
    for name in STYLES {
        let value = style.get_property_value(name).unwrap_or_default();
        let value = if matches!(name, "fill" | "stroke") { colors.plain(&value) } else { value };
        if !value.is_empty() && !to.has_attribute(name) {
            let _ = to.set_attribute(name, &value);
        }
    }
}

/// Turns colors of any space into what every program reads.
struct Colors {
    pad: CanvasRenderingContext2d,
    known: HashMap<String, String>,
}

impl Colors {
    fn new() -> Option<Self> {
        let canvas = canvas(1, 1)?;
        Some(Colors { pad: brush(&canvas)?, known: HashMap::new() })
    }

    fn plain(&mut self, color: &str) -> String {
        if color.is_empty() || color == "none" || color.starts_with("url") {
            return color.to_owned();
        }
        if let Some(known) = self.known.get(color) {
            return known.clone();
        }
        self.pad.clear_rect(0.0, 0.0, 1.0, 1.0);
        self.pad.set_fill_style_str(color);
        self.pad.fill_rect(0.0, 0.0, 1.0, 1.0);
        let pixel = self.pad.get_image_data(0.0, 0.0, 1.0, 1.0).map(|image| image.data().0);
        let plain = match pixel.as_deref() {
            Ok([r, g, b, 255]) => format!("#{r:02x}{g:02x}{b:02x}"),
            Ok([r, g, b, a]) => format!("rgba({r},{g},{b},{:.3})", f64::from(*a) / 255.0),
            _ => color.to_owned(),
        };
        self.known.insert(color.to_owned(), plain.clone());
        plain
    }
}

fn canvas(width: u32, height: u32) -> Option<HtmlCanvasElement> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    Some(canvas)
}

fn brush(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Draws an SVG file of a size as a PNG of twice that size, or says why not.
pub async fn png(svg: &str, width: f64, height: f64) -> Result<Blob, String> {
    let fail = |_: JsValue| "This browser could not draw the picture.".to_owned();
    let image = HtmlImageElement::new().map_err(fail)?;
    let data = String::from(js_sys::encode_uri_component(svg));
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{data}"));
    JsFuture::from(image.decode()).await.map_err(fail)?;
    let canvas = canvas((width * 2.0) as u32, (height * 2.0) as u32);
    let canvas = canvas.ok_or("This browser has no canvas.")?;
    let brush = brush(&canvas).ok_or("This browser has no canvas.")?;
    let (wide, high) = (width * 2.0, height * 2.0);
    brush
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, wide, high)
        .map_err(fail)?;
    let made = js_sys::Promise::new(&mut |done: Function, _: Function| {
        let give = Closure::once_into_js(move |blob: JsValue| {
            let _ = done.call1(&JsValue::NULL, &blob);
        });
        let _ = canvas.to_blob(give.unchecked_ref());
    });
    JsFuture::from(made).await.map_err(fail)?.dyn_into::<Blob>().map_err(fail)
}
