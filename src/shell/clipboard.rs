//! The clipboard: hands out the address of the page.

/// Copies the address as it stands; an error says in words why that is not possible.
pub fn copy_address() -> Result<(), String> {
    let window = web_sys::window().ok_or("There is no window.")?;
    let address = window.location().href().map_err(|_| "The address cannot be read.")?;
    if !window.is_secure_context() {
        return Err("This page may not write to the clipboard.".to_owned());
    }
    let _ = window.navigator().clipboard().write_text(&address);
    Ok(())
}
