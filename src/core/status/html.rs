//! A report as an HTML file that needs nothing else: no script, no picture, no address. What people
//! wrote is escaped, and the file says that nothing may be loaded or run.

use super::words;
use super::{Line, Report};
use crate::metrics::report::Standing;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;\
padding:0 1rem;color:#1b2127;background:#fff}h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;\
margin:2rem 0 .5rem;border-bottom:1px solid #c9d1d6;padding-bottom:.25rem}p{margin:.5rem 0}\
.period{color:#55626b}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}\
th,td{text-align:right;padding:.3rem .5rem;border-bottom:1px solid #e1e6e9}th:first-child,\
tbody th,th:last-child,td:last-child{text-align:left}ul{padding-left:1.2rem;margin:0}tbody th{font-weight:400}\
li{margin:.25rem 0}.note{color:#55626b}.bad{color:#a3231b}.watch{color:#7a5200}.good{color:#17643a}\
@media print{body{margin:0;max-width:none;font-size:11pt}h2,tr,li{break-inside:avoid}\
h2{break-after:avoid}}";

/// Writes a report as an HTML file.
pub fn html(report: &Report) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n\
         <p class=\"period\">{1}</p>\n",
        safe(&report.title),
        safe(&report.period)
    );
    for sentence in &report.summary {
        let class = class(report.standing);
        out.push_str(&format!("<p{class}>{}</p>\n", safe(sentence)));
    }
    if !report.figures.is_empty() {
        out.push_str(&format!("<h2>{}</h2>\n<table>\n<thead><tr>", words::FIGURES));
        for column in words::COLUMNS {
            out.push_str(&format!("<th scope=\"col\">{column}</th>"));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for f in &report.figures {
            let cells = [&f.value, &f.before, &f.target].map(|cell| safe(cell));
            let name = safe(&f.name);
            let cells = cells.join("</td><td>");
            out.push_str(&format!("<tr><th scope=\"row\">{name}</th><td>{cells}</td>"));
            let (class, how) = (class(f.standing), words::standing(f.standing));
            out.push_str(&format!("<td{class}>{how}</td></tr>\n"));
        }
        out.push_str("</tbody>\n</table>\n");
    }
    for section in &report.sections {
        out.push_str(&format!("<h2>{}</h2>\n<ul>\n", safe(&section.heading)));
        section.lines.iter().for_each(|line| out.push_str(&item(line)));
        out.push_str("</ul>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn item(line: &Line) -> String {
    let note = match line.note.as_str() {
        "" => String::new(),
        note => format!(" <span class=\"note\">{}</span>", safe(note)),
    };
    format!("<li{}>{}{note}</li>\n", class(line.standing), safe(&line.text))
}

fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Neutral => "",
        Standing::Good => " class=\"good\"",
        Standing::Watch => " class=\"watch\"",
        Standing::Bad => " class=\"bad\"",
    }
}

/// Escapes a text for an element and for an attribute.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
