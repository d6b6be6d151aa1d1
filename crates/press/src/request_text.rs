use money::Date;
use record::body::InformationRequest;

use crate::status::line;

/// A request for information as it is sent: who asks whom, why, and what, line by line.
pub fn request_text(request: &InformationRequest, on: Date) -> String {
    let mut out = line(&format!("Request for information {}, {on}", request.id), 2);
    out.push_str(&line(&format!("From {} to {}", request.from, request.to), 2));
    if let Some(relevance) = &request.relevance {
        out.push_str(&format!("\n{}", line(relevance, 0)));
    }
    out.push('\n');
    for one in &request.lines {
        out.push_str(&line(&format!("  {:>2}  {}", one.line, one.text), 6));
    }
    match request.asked_by {
        Some(day) => out.push_str(&format!("\nAn answer is asked for by {day}.\n")),
        None => out.push_str("\nNo day is named: no statute fixes one.\n"),
    }
    out
}
