//! What headers of tables mean, in English and, for the common ones, German, French and Spanish.
//! It knows no values.

use super::mapping::Target;

/// Folded headers by meaning, divided by `|`; of several columns with one meaning the earlier in the list wins.
const HEADERS: &[(Target, &str)] = &[
    (
        Target::Title,
        "title|summary|name|task name|issue title|card name|subject|task|item|issue|\
         work item|user story|story|feature|epic name|titel|aufgabe|vorgang|vorgangsname|\
         zusammenfassung|bezeichnung|titre|tache|nom|intitule|titulo|tarea|nombre|resumen",
    ),
    (
        Target::Description,
        "description|desc|details|body|notes|text|content|card description|beschreibung|\
         notizen|descripcion|detalles",
    ),
    (
        Target::Status,
        "status|state|column|list|list name|section column|state name|workflow state|bucket|\
         bucket name|section|zustand|spalte|liste|statut|etat|colonne|estado|columna|lista",
    ),
    (Target::StatusCategory, "status category|state group|status type"),
    (
        Target::Kind,
        "issue type|type|kind|item type|work item type|tracker|typ|vorgangstyp|art|tipo",
    ),
    (
        Target::Key,
        "key|issue key|number|id|identifier|issue number|issue id|task id|no|nr|#|nummer|\
         schlussel|numero|clave|card id|ticket|ref|reference",
    ),
    (Target::Id, "issue id|uuid|internal id|task id|id"),
    (
        Target::Owner,
        "assignee|assignees|assigned to|owner|responsible|assignee s|assigned|dri|lead|\
         resource names|members|zustandig|bearbeiter|verantwortlich|zugewiesen an|zugewiesen|\
         responsable|assigne a|asignado a|asignado",
    ),
    (Target::Contributors, "contributors|collaborators|participants|mitwirkende"),
    (
        Target::Author,
        "reporter|author|created by|creator|requester|created by name|autor|ersteller|auteur|\
         melder",
    ),
    (Target::Priority, "priority|prio|importance|prioritat|priorite|prioridad"),
    (
        Target::Labels,
        "labels|label|tags|tag|keywords|components|component s|etiketten|schlagworte|\
         stichworter|etiquettes|etiquetas",
    ),
    (
        Target::Team,
        "team|owning team|squad|owning sig|sig|group|owning group|department|abteilung|\
         gruppe|equipe|equipo",
    ),
    (Target::Project, "project|project name|projects|projekt|projet|proyecto"),
    (Target::Stage, "project stage|project phase|phase|projektphase|fase"),
    (Target::Product, "product|product name|produkt|produit|producto"),
    (
        Target::Release,
        "release|fix version s|fix versions|fix version|version|milestone|target release|\
         target version|latest milestone|releases|versionen|meilenstein|jalon",
    ),
    (
        Target::Parent,
        "parent key|parent|parent id|parent issue|parent task|part of|epic link|\
         parent summary|epic|parent item|ubergeordnet|ubergeordnete aufgabe|tache parente|\
         tarea principal",
    ),
    (
        Target::Start,
        "start|start date|planned start|target start|begin|starts|beginn|startdatum|anfang|\
         debut|date de debut|inicio|fecha de inicio",
    ),
    (
        Target::Due,
        "due|due date|end|end date|finish|planned end|target end|target date|finish date|\
         due on|planned finish|fallig|falligkeit|fallig am|falligkeitsdatum|ende|enddatum|\
         termin|echeance|fin|date d echeance|date decheance|date de fin|vencimiento|\
         fecha de vencimiento|fecha limite|fecha fin",
    ),
    (Target::Deadline, "deadline|must finish by|frist|date limite|plazo"),
    (Target::ActualStart, "actual start|started|started at|actual start date"),
    (Target::ActualFinish, "actual finish|actual end|actual end date"),
    (
        Target::Created,
        "created|created at|creation date|date created|created date|created on|opened|\
         erstellt|erstellt am|angelegt|cree|cree le|creado|creada|fecha de creacion",
    ),
    (
        Target::Updated,
        "updated|updated at|last updated|last modified|modified|last update|changed|\
         changed date|aktualisiert|geandert|geandert am|mis a jour|modifie|actualizado|\
         modificado",
    ),
    (
        Target::Closed,
        "resolved|closed|completed|completed at|closed at|resolution date|done date|\
         completed date|closed date|completed on|date completed|finished|canceled|cancelled|\
         erledigt am|abgeschlossen am|erledigt|termine le|ferme le|cerrado|completado",
    ),
    (Target::Archived, "archived|archived at|archived on"),
    (
        Target::Estimate,
        "estimate|story points|story point estimate|points|size|story point|effort points|\
         schatzung|storypoints|aufwandspunkte|estimation|estimacion|puntos",
    ),
    (
        Target::Work,
        "work|work hours|hours|estimated hours|effort|estimate hours|original estimate|\
         original estimate hours|time estimate|arbeit|aufwand|stunden|charge|heures|horas|\
         trabajo",
    ),
    (
        Target::Progress,
        "progress|complete|percent complete|done|percentage complete|completion|fortschritt|\
         avancement|progreso|avance",
    ),
    (Target::Link, "url|link|links|html url|web url|card url|adresse|lien|enlace"),
];

/// Columns that hold nothing of the work itself: addresses of accounts, places in lists, colors of
/// the tool, and sums and copies of other columns.
const TECHNICAL: &str = "project key|project type|project lead|project lead id|project description|creator|\
    creator id|last viewed|watchers|watchers id|work ratio|σ original estimate|\
    σ remaining estimate|σ time spent|rank|issue color|epic color|approvals|\
    status category changed|chart time in status|votes|locked forms|open forms|\
    submitted forms|total forms|development|epic status";

/// Gives a folded header without the wrapping of a custom field: `custom field start date` is
/// `start date`.
pub(super) fn bare(key: &str) -> &str {
    key.strip_prefix("custom field ").unwrap_or(key)
}

/// Gives a header as people would write it: `Custom field (Start date)` is `Start date`.
pub(super) fn shown(header: &str) -> &str {
    let inner = header.strip_prefix("Custom field (").and_then(|h| h.strip_suffix(')'));
    inner.unwrap_or(header)
}

/// Lists what a header can mean, each with how well it fits; less is better.
pub(super) fn meanings(key: &str) -> impl Iterator<Item = (usize, &'static Target)> {
    let key = bare(key);
    HEADERS
        .iter()
        .filter_map(move |(target, names)| Some((names.split('|').position(|n| n == key)?, target)))
}

/// Tells whether a column holds nothing of the work itself.
pub(super) fn is_technical(key: &str) -> bool {
    TECHNICAL.split('|').any(|name| name == bare(key))
}
