//! Mail that passes through the employer's server can be read there: what is said before a piece is sent.

use std::path::Path;
use std::process::ExitCode;

use intake::piece::{PieceFile, PieceKind};
use intake::{Finding, Place, read_mail_list};
use press::outlets::employer_domains;
use record::Audiences;
use record::audience::Audience;

use super::desk::{Desk, refused};
use crate::commands::record::fail;

/// How many addresses are named.
const NAMED: usize = 10;

/// Why it matters (`user-needs.md` 3: mail on government servers may be a public record).
const WHY: &str = "mail that passes through the employer's server can be read there";

/// Warns where pieces that the employer is not meant to read are mailed from an address at one of the employer's domains, and says how
/// many addresses of a list are at one. It stops nothing.
///
/// # Errors
///
/// What was printed: the list cannot be read, or the campaign names no domain of the employer.
pub fn looked_at(
    desk: &Desk,
    pieces: &[PieceFile],
    to: &Audiences,
    list: Option<&Path>,
) -> Result<(), ExitCode> {
    let domains: Vec<&str> = desk.publishing.employer_domains.iter().map(String::as_str).collect();
    if let Some(warning) = sender(desk, pieces, to, &domains) {
        eprintln!("{warning}");
    }
    list.map_or(Ok(()), |list| recipients(list, &domains))
}

/// What is said of the address that mail comes from and is answered to.
fn sender(desk: &Desk, pieces: &[PieceFile], to: &Audiences, domains: &[&str]) -> Option<Finding> {
    let is_theirs = |who: &Audience| matches!(who, Audience::Public | Audience::OtherSide);
    let is_mailed = pieces.iter().any(|piece| piece.kind == PieceKind::Report);
    let from = desk.publishing.from_address.as_deref()?;
    if !is_mailed || to.iter().any(is_theirs) || employer_domains(&[from], domains).is_empty() {
        return None;
    }
    let place = Place::File("campaign.toml, [publishing], from_address".to_owned());
    Some(
        Finding::warning(
            place,
            format!("{from} is at a domain of the employer: {WHY}, and so can answers to it"),
        )
        .mend("write from an address of your own"),
    )
}

/// Says how many addresses of a list are at the employer's. The list is read and not kept.
fn recipients(list: &Path, domains: &[&str]) -> Result<(), ExitCode> {
    if domains.is_empty() {
        return Err(fail(
            "the campaign names no mail domain of the employer to look for",
            "say it in campaign.toml: [publishing] employer_domains = [\"agency.gov\"]",
        ));
    }
    let all = read_mail_list(list).map_err(|findings| refused(&findings))?;
    let addresses: Vec<&str> = all.iter().map(String::as_str).collect();
    let theirs = employer_domains(&addresses, domains);
    let (count, of) = (theirs.len(), all.len());
    let what = format!("addresses at a domain of the employer ({}): ", domains.join(", "));
    if theirs.is_empty() {
        eprintln!("note: {what}none of {of}");
        return Ok(());
    }
    let mut named = theirs[..count.min(NAMED)].join(", ");
    if count > NAMED {
        named.push_str(&format!(", and {} more", count - NAMED));
    }
    let what = format!("{what}{count} of {of}: {named}");
    let finding = Finding::warning(Place::File(list.display().to_string()), what);
    eprintln!("{}", finding.mend(format!("ask for an address of their own: {WHY}")));
    Ok(())
}
