//! The folder or file that copies go to, and how one is written: never torn, never over what
//! somebody else wrote, and nothing older is deleted before the new one was read back.

use throughline_core::copies::{self, Note};
use throughline_core::model::time::Time;
use wasm_bindgen::JsCast;

use crate::shell::database::error::DatabaseError;
use crate::shell::database::{self, Area, Edit};
use crate::shell::folder::{Fault, Handle, Mark};

/// The keys in the database.
const HANDLE: &str = "copies/target";
const NOTE: &str = "copies/note";

/// Is where copies go, and what was last written there.
#[derive(Clone)]
pub struct Target {
    /// The folder or file.
    pub handle: Handle,
    /// What was written last.
    pub note: Note,
}

/// Says why a copy was not written.
pub enum Refused {
    /// The file or folder did not do it.
    Fault(Fault),
    /// Something else has changed the chosen file.
    Changed,
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Refused::Fault(fault)
    }
}

impl Target {
    /// Gives what was chosen at an earlier visit or in another tab.
    pub async fn remembered() -> Result<Option<Target>, DatabaseError> {
        let database = database::open().await?;
        let keys = [HANDLE.to_owned(), NOTE.to_owned()];
        let mut found = database.get_each(Area::Files, &keys).await?.into_iter();
        let Some(handle) = found.next().flatten() else { return Ok(None) };
        let note = found.next().flatten().and_then(|note| note.as_string());
        let note = note.and_then(|note| Note::read(&note)).unwrap_or_default();
        Ok(Some(Target { handle: handle.unchecked_into(), note }))
    }

    /// Remembers it for the next visit; tells whether the browser does.
    pub async fn remember(&self) -> bool {
        let edits = [
            Edit::Put(HANDLE.to_owned(), self.handle.clone().into()),
            Edit::Put(NOTE.to_owned(), self.note.write().into()),
        ];
        match database::open().await {
            Ok(database) => database.write(Area::Files, &edits).await.is_ok(),
            Err(_) => false,
        }
    }

    /// Forgets it.
    pub async fn forget() {
        if let Ok(database) = database::open().await {
            let edits = [Edit::Delete(HANDLE.to_owned()), Edit::Delete(NOTE.to_owned())];
            // What cannot be deleted is asked for again, and can be stopped again.
            let _ = database.write(Area::Files, &edits).await;
        }
    }

    /// Writes a copy, unless the same is there. Tells whether it wrote.
    pub async fn write(&mut self, text: &str, now: Time) -> Result<bool, Refused> {
        let sum = copies::sum(text);
        let mark = if self.handle.is_folder() {
            let name = copies::current(&self.note.stem);
            let there = match self.handle.file(&name, false).await {
                Ok(file) => Some(file),
                Err(Fault::Gone) => None,
                Err(fault) => return Err(fault.into()),
            };
            if let Some(file) = &there {
                let mark = file.mark().await?;
                if sum == self.note.sum && self.is_ours(mark) {
                    return Ok(false);
                }
                // What somebody else wrote stays, and so does much more than what comes now.
                if !self.is_ours(mark) || text.len() as f64 * 5.0 < mark.size {
                    self.keep_aside(file).await?;
                }
            }
            let file = self.handle.file(&name, true).await?;
            let mark = file.put(text).await?;
            self.turn_ring(text, now).await?;
            mark
        } else {
            let mark = self.handle.mark().await?;
            if sum == self.note.sum && self.is_ours(mark) {
                return Ok(false);
            }
            if !self.note.sum.is_empty() && !self.is_ours(mark) {
                return Err(Refused::Changed);
            }
            self.handle.put(text).await?
        };
        self.note.sum = sum;
        (self.note.modified, self.note.size) = (mark.modified, mark.size);
        Ok(true)
    }

    /// Tells whether a file is as it was left.
    fn is_ours(&self, mark: Mark) -> bool {
        (self.note.modified, self.note.size) == (mark.modified, mark.size)
    }

    /// Keeps the newest copy under a name that is never deleted here.
    async fn keep_aside(&self, file: &Handle) -> Result<(), Fault> {
        let (text, mark) = file.read().await?;
        if text.is_empty() {
            return Ok(());
        }
        let name = copies::aside(&self.note.stem, Time::from_ms(mark.modified as i64));
        self.handle.file(&name, true).await?.put(&text).await.map(drop)
    }

    /// Adds a version if the hour has none, and deletes those that are no longer needed.
    async fn turn_ring(&self, text: &str, now: Time) -> Result<(), Fault> {
        let stem = &self.note.stem;
        let names = self.handle.names().await?;
        let mut versions: Vec<Time> =
            names.iter().filter_map(|name| copies::moment(stem, name)).collect();
        if copies::is_version_due(&versions, now) {
            let name = copies::version(stem, now);
            self.handle.file(&name, true).await?.put(text).await?;
            versions.extend(copies::moment(stem, &name));
        }
        for at in copies::superfluous(&versions, now) {
            match self.handle.remove(&copies::version(stem, at)).await {
                Ok(()) | Err(Fault::Gone) => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }
}
