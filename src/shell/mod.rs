//! The only door to the browser: storage, database, files, clock, address, timing, locks. It knows nothing of the
//! workspace and nothing of the views.

pub mod clipboard;
pub mod clock;
#[allow(dead_code, reason = "a whole door: restore points and file copies use the rest of it")]
pub mod database;
pub mod files;
pub mod folder;
pub mod frame;
pub mod hash;
pub mod js;
pub mod lock;
pub mod marks;
pub mod persist;
pub mod picture;
pub mod preference;
pub mod seal;
pub mod site;
pub mod storage;
pub mod worker;
