//! Encryption by the browser (WebCrypto): a key from a passphrase, a text sealed and opened. It
//! knows the envelope of a sealed file, and not what the text in it means.

use js_sys::{ArrayBuffer, Object, Reflect, Uint8Array};
use throughline_core::interchange::sealed::{self, Sealed};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

/// Says why a text could not be sealed or opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The browser does not encrypt here, or failed at it; with its words.
    Browser(String),
    /// The passphrase is another one, or the file was changed: nobody can tell which.
    Closed,
    /// It opened, and what is in it was not made by Throughline.
    Strange,
}

/// Seals a text with a passphrase: the whole file.
pub async fn seal(text: &str, passphrase: &str) -> Result<String, Fault> {
    let mut file = Sealed {
        rounds: sealed::ROUNDS,
        salt: [0; sealed::SALT],
        nonce: [0; sealed::NONCE],
        data: Vec::new(),
    };
    let crypto = crypto()?;
    crypto.get_random_values_with_u8_array(&mut file.salt).map_err(broken)?;
    crypto.get_random_values_with_u8_array(&mut file.nonce).map_err(broken)?;
    let key = key(passphrase, &file).await?;
    let how = cipher(&file)?;
    let plain = sealed::shrink(text);
    let done = subtle()?.encrypt_with_object_and_u8_array(&how, &key, &plain).map_err(broken)?;
    file.data = bytes(JsFuture::from(done).await.map_err(broken)?);
    Ok(file.write())
}

/// Opens a sealed file with its passphrase.
pub async fn open(file: &Sealed, passphrase: &str) -> Result<String, Fault> {
    let key = key(passphrase, file).await?;
    open_with(file, &key).await
}

/// Opens a sealed file with its key.
pub async fn open_with(file: &Sealed, key: &CryptoKey) -> Result<String, Fault> {
    let how = cipher(file)?;
    let done = subtle()?.decrypt_with_object_and_u8_array(&how, key, &file.data);
    let plain = JsFuture::from(done.map_err(broken)?).await.map_err(|_| Fault::Closed)?;
    sealed::inflate(&bytes(plain)).ok_or(Fault::Strange)
}

/// Derives the key of a file; it cannot be read out again.
pub async fn key(passphrase: &str, file: &Sealed) -> Result<CryptoKey, Fault> {
    let subtle = subtle()?;
    // The same word can be typed in two ways: as é, or as e and an accent.
    let words = String::from(js_sys::JsString::from(passphrase).normalize("NFC"));
    let words: JsValue = Uint8Array::from(words.as_bytes()).into();
    let raw = subtle.import_key_with_str(
        "raw",
        words.unchecked_ref(),
        "PBKDF2",
        false,
        &uses(&["deriveKey"]),
    );
    let raw = JsFuture::from(raw.map_err(broken)?).await.map_err(broken)?;
    let how = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(file.salt.as_slice()).into()),
        ("iterations", file.rounds.into()),
    ])?;
    let what = object(&[("name", "AES-GCM".into()), ("length", 256.into())])?;
    let made = subtle.derive_key_with_object_and_object(
        &how,
        raw.unchecked_ref(),
        &what,
        false,
        &uses(&["encrypt", "decrypt"]),
    );
    Ok(JsFuture::from(made.map_err(broken)?).await.map_err(broken)?.unchecked_into())
}

fn cipher(file: &Sealed) -> Result<Object, Fault> {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(file.nonce.as_slice()).into()),
        ("additionalData", Uint8Array::from(file.bound().as_bytes()).into()),
        ("tagLength", (8 * sealed::TAG as u32).into()),
    ])
}

fn crypto() -> Result<Crypto, Fault> {
    let window = web_sys::window().ok_or_else(|| Fault::Browser(String::new()))?;
    window.crypto().map_err(broken)
}

/// Gives the browser's ciphers, which it keeps from pages that came without encryption.
fn subtle() -> Result<SubtleCrypto, Fault> {
    let subtle = crypto()?.subtle();
    if JsValue::from(&subtle).is_undefined() {
        let why = "the browser encrypts only on pages that came by https".to_owned();
        return Err(Fault::Browser(why));
    }
    Ok(subtle)
}

fn bytes(buffer: JsValue) -> Vec<u8> {
    Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec()
}

fn uses(names: &[&str]) -> JsValue {
    names.iter().map(|name| JsValue::from(*name)).collect::<js_sys::Array>().into()
}

fn object(fields: &[(&str, JsValue)]) -> Result<Object, Fault> {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).map_err(broken)?;
    }
    Ok(object)
}

fn broken(e: JsValue) -> Fault {
    let words = e.dyn_ref::<js_sys::Error>().map(|e| String::from(e.message()));
    Fault::Browser(words.unwrap_or_else(|| "the browser did not say why".to_owned()))
}
