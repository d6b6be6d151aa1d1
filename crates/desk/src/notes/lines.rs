//! The lines of a session, by their letters: what each of them writes.

use std::sync::Arc;

use record::body::{
    Attendance, Caucus, Claim, ClaimStatus, Event, Initials, Item, ItemKind, Origin, Pass,
    PassItem, PassKind, Response, ResponseKind, Retraction, TentativeAgreement,
};
use record::said::Table;
use record::{Said, Side, Slug};
use store::{NoteKind, Vault};

use super::{NotTaken, Taker, shown};
use crate::adding::now;
use crate::passing::{agreement_id, pass_id};

impl Taker {
    /// The side that a line names first: `u` is ours, `e` is theirs.
    pub(super) fn side<'a>(&self, rest: &'a str) -> Result<(Side, &'a str), NotTaken> {
        let (word, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        match word {
            "u" => Ok((Side::Union, rest.trim())),
            "e" => Ok((Side::Employer, rest.trim())),
            _ => Err(NotTaken::new("it does not say whose", "begin with u for us or e for them")),
        }
    }

    fn party(&self, side: Side) -> Result<Slug, NotTaken> {
        let state = self.state();
        let party =
            state.parties.values().find(|party| party.side == side).map(|party| party.id.clone());
        party.ok_or_else(|| {
            NotTaken::new(
                format!("the record has no party of the {side}"),
                format!("goodfaith record add party id=... side={side} name=..."),
            )
        })
    }

    /// The item that a line names: its id, or enough of its beginning.
    fn item_of<'a>(&self, rest: &'a str) -> Result<(Slug, &'a str), NotTaken> {
        let (word, more) = rest.split_once(' ').unwrap_or((rest, ""));
        let state = self.state();
        let fits: Vec<&Slug> = state
            .items
            .keys()
            .filter(|id| id.as_str().starts_with(word) && !word.is_empty())
            .collect();
        let exact = fits.iter().find(|id| id.as_str() == word);
        match (exact, fits.as_slice()) {
            (Some(id), _) => Ok(((*id).clone(), more.trim())),
            (None, [one]) => Ok(((*one).clone(), more.trim())),
            (None, []) => {
                let known: Vec<&str> = state.items.keys().map(Slug::as_str).collect();
                let mend =
                    format!("add it with + {word} TITLE, or name one of: {}", known.join(", "));
                Err(NotTaken::new(format!("no item begins with \"{word}\""), mend))
            }
            (None, several) => {
                let several: Vec<&str> = several.iter().map(|id| id.as_str()).collect();
                let what = format!("\"{word}\" begins several items");
                Err(NotTaken::new(what, several.join(", ")))
            }
        }
    }

    pub(super) fn pass(
        &mut self,
        side: Side,
        rest: &str,
        what_if: bool,
    ) -> Result<String, NotTaken> {
        let (item, words) = self.item_of(rest)?;
        let held = self.state().items[&item].side(side).is_some_and(|stand| stand.passes > 0);
        let kind = match (what_if, held) {
            (true, _) => PassKind::WhatIf,
            (false, true) => PassKind::Counter,
            (false, false) => PassKind::Initial,
        };
        let says = match words {
            "" => Table::new(),
            words => Table::from_iter([("words".to_owned(), Said::text(words))]),
        };
        self.make_pass(side, item, kind, says, false)
    }

    fn make_pass(
        &mut self,
        side: Side,
        item: Slug,
        kind: PassKind,
        says: Table,
        unchanged: bool,
    ) -> Result<String, NotTaken> {
        let id = pass_id(&self.state(), side, item.as_str());
        let body = Pass {
            id: id.clone(),
            from: self.party(side)?,
            kind,
            items: vec![Arc::new(PassItem { item, terms: vec![], text: None, says, unchanged })],
            title: None,
            documents: vec![],
            time: self.time(),
            session: Some(self.session.clone()),
            expires: None,
            conditions: vec![],
            contingency: None,
            unlisted: None,
            explanation: None,
        };
        Ok(format!("{}  {} {id}", self.write(body.into())?, kind.name()))
    }

    /// The same offer again: an answer and no movement.
    pub(super) fn again(&mut self, rest: &str) -> Result<String, NotTaken> {
        let (side, rest) = self.side(rest)?;
        let (item, _) = self.item_of(rest)?;
        if self.state().items[&item].side(side).is_none_or(|stand| stand.position.is_none()) {
            let what = format!("{side} holds nothing on {item} that could be said again");
            return Err(NotTaken::new(what, "record the pass first"));
        }
        let said = self.make_pass(side, item, PassKind::Counter, Table::new(), true)?;
        Ok(format!("{said}, unchanged: no movement"))
    }

    pub(super) fn respond(&mut self, rest: &str, kind: ResponseKind) -> Result<String, NotTaken> {
        let (side, rest) = self.side(rest)?;
        let (item, words) = self.item_of(rest)?;
        let state = self.state();
        // An answer to a question is given on one's own pass; everything else on the other side's.
        let of = if kind == ResponseKind::Answer { side } else { side.other().unwrap_or(side) };
        let passes = state.items[&item].passes.iter().rev();
        let to = passes
            .filter_map(|pass| state.passes.get(pass))
            .find(|pass| pass.side == of && pass.pass.kind.is_formal());
        let Some(to) = to.map(|pass| pass.pass.id.clone()) else {
            let what = format!("the {of} has passed nothing on {item}");
            return Err(NotTaken::new(what, "record the pass first"));
        };
        let body = Response {
            by: self.party(side)?,
            to: to.clone(),
            kind,
            items: vec![item],
            conditions: vec![],
            words: Some(words.to_owned()).filter(|words| !words.is_empty()),
        };
        Ok(format!("{}  {} to {to}", self.write(body.into())?, kind.name()))
    }

    pub(super) fn agreed(&mut self, rest: &str) -> Result<String, NotTaken> {
        let (item, _) = self.item_of(rest)?;
        let state = self.state();
        let accepted = state.items[&item].accepted.as_ref().map(|(pass, _)| pass.clone());
        let id = agreement_id(&state, item.as_str());
        let initials = [Side::Union, Side::Employer]
            .into_iter()
            .map(|side| {
                Ok(Initials { agreement: None, party: self.party(side)?, by: None, on: None })
            })
            .collect::<Result<Vec<_>, NotTaken>>()?;
        let body = TentativeAgreement {
            id: id.clone(),
            items: vec![item],
            pass: accepted,
            text: None,
            initials,
            conditions: vec![],
        };
        Ok(format!("{}  tentative agreement {id}", self.write(body.into())?))
    }

    pub(super) fn claim(&mut self, rest: &str) -> Result<String, NotTaken> {
        let (side, words) = self.side(rest)?;
        let speaker = self.party(side)?.to_string();
        let state = self.state();
        let id = (1..)
            .map(|at| Slug::from_words(&format!("{} {at}", self.session)))
            .find(|id| !state.claims.contains_key(id));
        let body = Claim {
            id: id.unwrap_or_else(|| self.session.clone()),
            speaker,
            words: words.to_owned(),
            status: ClaimStatus::Said,
            items: vec![],
            values: Table::new(),
            answer: None,
            verbatim: false,
            place: None,
            about: None,
            evidence: Vec::new(),
        };
        self.write(body.into())
    }

    pub(super) fn event(&mut self, rest: &str) -> Result<String, NotTaken> {
        let body = Event {
            action: "note".to_owned(),
            actor: self.author.clone(),
            summary: rest.to_owned(),
            subject: vec![],
            values: Table::new(),
        };
        self.write(body.into())
    }

    pub(super) fn here(&mut self, rest: &str) -> Result<String, NotTaken> {
        let (side, names) = self.side(rest)?;
        let who = names
            .split(',')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        let party = self.party(side)?;
        self.present.retain(|one| one.party != party);
        self.present.push(Attendance { party, who, authority: None });
        self.write(self.session_body(None))
    }

    pub(super) fn item(&mut self, rest: &str) -> Result<String, NotTaken> {
        let (id, title) = rest.split_once(' ').unwrap_or((rest, ""));
        let id = Slug::parse(id).map_err(|error| NotTaken::new(error.to_string(), ""))?;
        let title = if title.trim().is_empty() { id.to_string() } else { title.trim().to_owned() };
        let body = Item {
            id: id.clone(),
            title,
            kind: ItemKind::Article,
            origin: Origin::Both,
            article: None,
            table: None,
            economic: None,
        };
        Ok(format!("{}  item {id}", self.write(body.into())?))
    }

    pub(super) fn caucus(&mut self, rest: &str) -> Result<String, NotTaken> {
        match self.caucus.take() {
            Some((side, start)) => {
                let said = self.write(Caucus { side, start, end: self.time() }.into());
                if said.is_err() {
                    self.caucus = Some((side, start));
                }
                Ok(format!("{}  the caucus of the {side} ended", said?))
            }
            None => {
                let (side, _) = self.side(if rest.is_empty() { "u" } else { rest })?;
                self.caucus = Some((side, self.time()));
                let body = Caucus { side, start: self.time(), end: None };
                Ok(format!(
                    "{}  caucus of the {side}: v writes to the vault, c ends it",
                    self.write(body.into())?
                ))
            }
        }
    }

    /// A caucus note is in the vault or nowhere: never in the record, and never in a file of its own.
    pub(super) fn note_in_vault(&mut self, rest: &str) -> Result<String, NotTaken> {
        let vault = Vault::find(self.campaign.folder())?;
        let number = vault.add(&self.author, now(), NoteKind::Caucus, None, rest)?;
        Ok(format!("  vault {number}"))
    }

    pub(super) fn take_back(&mut self) -> Result<String, NotTaken> {
        let Some(entry) = self.last.take() else {
            return Err(NotTaken::new(
                "nothing to take back",
                "goodfaith record add retraction entry=N reason=...",
            ));
        };
        let said =
            self.write(Retraction { entry, reason: "taken back at the table".to_owned() }.into())?;
        self.last = None;
        Ok(format!("{said}  entry {entry} is taken back; it stays in the record"))
    }

    /// Whose turn it is, a line each.
    pub fn turns(&self) -> String {
        let state = self.state();
        let mut lines: Vec<String> = state
            .items
            .iter()
            .filter_map(|(id, item)| {
                let turn = state.turn(id)?;
                Some(format!("  {}: {}, since {}", item.item.title, turn.side, turn.since.when))
            })
            .collect();
        if lines.is_empty() {
            lines.push("  nobody owes an answer".to_owned());
        }
        lines.join("\n")
    }

    /// Ends the session.
    ///
    /// # Errors
    ///
    /// Why it was not written.
    pub fn end(&mut self) -> Result<String, NotTaken> {
        if self.caucus.is_some() {
            self.caucus("")?;
        }
        let end = self.time();
        self.write(self.session_body(end))?;
        Ok(format!(
            "Session {} is ended, {}.\n{}\nHead: {}",
            self.session,
            shown(end),
            self.turns(),
            self.campaign.head()
        ))
    }
}
