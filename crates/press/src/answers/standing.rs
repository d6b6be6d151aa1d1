//! Answers and where each stands: an answer is approved when it is in a release that went out to those who are to give it.

use intake::piece::{PieceFile, PieceKind};
use record::audience::Audience;
use record::{Audiences, Digest, PublicationState, PublicationStatus, Since, Slug};

use crate::release::{Manifest, PieceOf};

/// An answer, as it is written or as it went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The piece's name.
    pub slug: Slug,
    /// The question, as they ask it.
    pub title: String,
    /// Who asks.
    pub listener: String,
    /// The public value that it speaks to.
    pub value: String,
    /// `en` or `es`.
    pub language: String,
    /// The members' questions that it answers.
    pub questions: Vec<Slug>,
    /// Whom it is for.
    pub to: Audiences,
    /// The releases that it is in, the last that went out first.
    pub releases: Vec<InRelease>,
}

/// A release that an answer is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InRelease {
    /// Its id.
    pub id: Slug,
    /// Whom it is for.
    pub to: Audiences,
    /// Where it stands.
    pub status: PublicationStatus,
    /// When it went out.
    pub since: Option<Since>,
    /// What became of what it rests on.
    pub changed: Vec<String>,
    /// The piece is written otherwise now.
    pub rewritten: bool,
}

/// Where an answer stands for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// It did not go out to them.
    NotReleased,
    /// A second person is to look at it.
    Proposed(&'a InRelease),
    /// It went out: it is approved.
    Released(&'a InRelease),
    /// It went out, and what it rests on has changed since: it is no longer approved.
    Changed(&'a InRelease),
}

impl Standing<'_> {
    /// Whether it may be given.
    pub fn is_approved(&self) -> bool {
        matches!(self, Standing::Released(_))
    }

    /// The word, as programs read it.
    pub fn name(&self) -> &'static str {
        match self {
            Standing::NotReleased => "not released",
            Standing::Proposed(_) => "proposed",
            Standing::Released(_) => "released",
            Standing::Changed(_) => "sources changed",
        }
    }

    /// The release, where there is one.
    pub fn release(&self) -> Option<&InRelease> {
        match self {
            Standing::NotReleased => None,
            Standing::Proposed(one) | Standing::Released(one) | Standing::Changed(one) => Some(one),
        }
    }
}

/// Whether somebody is among whom something is for: what the public reads, everybody reads; the team reads all.
pub fn is_for(to: &Audiences, who: &Audience) -> bool {
    to.contains(who) || to.contains(&Audience::Public) || *who == Audience::Team
}

impl Answer {
    /// Where it stands for somebody: the last release that went out to them, else one that waits.
    pub fn standing(&self, who: &Audience) -> Standing<'_> {
        let mine = |one: &&InRelease| is_for(&one.to, who);
        let of = |status: PublicationStatus| {
            self.releases.iter().filter(mine).find(|one| one.status == status)
        };
        match (of(PublicationStatus::Released), of(PublicationStatus::Proposed)) {
            (Some(one), _) if one.changed.is_empty() => Standing::Released(one),
            (Some(one), _) => Standing::Changed(one),
            (None, Some(one)) => Standing::Proposed(one),
            (None, None) => Standing::NotReleased,
        }
    }
}

/// Every answer that somebody may know of, by who asks: the team knows those that are written, anybody else those that went out to them.
///
/// Releases come with what they hold, and what became of what they rest on.
pub fn answers(
    pieces: &[PieceFile],
    releases: &[(Slug, &PublicationState, &Manifest, Vec<String>)],
    who: &Audience,
) -> Vec<Answer> {
    let mut all: Vec<Answer> = Vec::new();
    if *who == Audience::Team {
        all.extend(pieces.iter().filter(|piece| piece.kind == PieceKind::Answer).map(of_piece));
    }
    for (id, state, manifest, changed) in releases {
        let out = *who == Audience::Team || state.status() == PublicationStatus::Released;
        if !out || !is_for(&manifest.to, who) {
            continue;
        }
        for piece in manifest.pieces.iter().filter(|piece| piece.kind == "answer") {
            let known = pieces.iter().find(|one| one.slug == piece.slug).map(|one| one.sha256);
            let release = InRelease {
                id: id.clone(),
                to: manifest.to.clone(),
                status: state.status(),
                since: state.released(),
                changed: changed.clone(),
                rewritten: known.is_some_and(|now: Digest| now != piece.sha256),
            };
            match all.iter_mut().find(|one| one.slug == piece.slug) {
                Some(answer) => answer.releases.push(release),
                None => all.push(of_release(piece, release)),
            }
        }
    }
    for answer in &mut all {
        answer.releases.sort_by_key(|one| std::cmp::Reverse(one.since));
    }
    let place = |listener: &str| intake::piece::LISTENERS.iter().position(|one| *one == listener);
    all.sort_by(|a, b| {
        (place(&a.listener), &a.value, &a.slug).cmp(&(place(&b.listener), &b.value, &b.slug))
    });
    all
}

fn of_piece(piece: &PieceFile) -> Answer {
    Answer {
        slug: piece.slug.clone(),
        title: piece.title.clone(),
        listener: piece.listener.clone().unwrap_or_default(),
        value: piece.value.clone().unwrap_or_default(),
        language: piece.language.clone(),
        questions: piece.questions.clone(),
        to: piece.audience.clone(),
        releases: Vec::new(),
    }
}

fn of_release(piece: &PieceOf, release: InRelease) -> Answer {
    Answer {
        slug: piece.slug.clone(),
        title: piece.title.clone(),
        listener: piece.listener.clone().unwrap_or_default(),
        value: piece.value.clone().unwrap_or_default(),
        language: piece.language.clone(),
        questions: piece.questions.clone(),
        to: release.to.clone(),
        releases: vec![release],
    }
}
