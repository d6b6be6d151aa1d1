//! Talking points: answers by who asks, whether each may be given, and what members ask.

use desk::publish::{answers, shelf};
use intake::piece::LISTENERS;
use maud::{Markup, html};
use press::Seen;
use press::answers::{Answer, asked as questions_of, standing_words};
use record::audience::Audience;

use super::{ROOM, whom};
use crate::app::{Asked, Page, Problem};

/// The page.
pub(super) fn points(asked: &Asked) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let desk = &asked.opened.desk;
    let standing = asked.opened.on(asked.day);
    let who = match asked.parameter("as").unwrap_or_default().as_str() {
        "" => Audience::Team,
        who => Audience::parse(who).map_err(Problem::Unclear)?,
    };
    let shelf = shelf(desk, &standing.state);
    let all = answers(desk, &standing.state, &shelf, &who);
    let all = all.map_err(|found| Problem::from(&found))?;
    let seen = Seen::by(&standing.state, desk.entries(), &who);
    let questions = questions_of(&seen, &all, &who);
    let partners = standing.state.partners.keys().cloned().map(Audience::Partner);
    let first = [Audience::Team, Audience::Members, Audience::Public];
    let whose: Vec<Audience> = first.into_iter().chain(partners).collect();
    let approved = all.iter().filter(|one| one.standing(&who).is_approved()).count();
    let body = html! {
        form method="get" action="/publishing/points" {
            label for="as" { (t("Who is to give the answers")) }
            select id="as" name="as" { @for one in &whose { option value=(one) selected[*one == who] { (t(&one.to_string())) } } }
            @if let Some(on) = asked.parameter("on") { input type="hidden" name="on" value=(on); }
            button { (t("Show")) }
        }
        p class="lead" { (approved) " " (t("of")) " " (all.len()) " " (t("answers may be given.")) }
        @for listener in LISTENERS { (of(asked, listener, &all, &who)) }
        section aria-labelledby="asked" {
            h2 id="asked" { (t("What members ask")) }
            @if questions.topics.is_empty() { p class="calm" { (t("No question is in the record.")) } }
            @for topic in &questions.topics {
                h3 { (t(&topic.id.as_str().replace('-', " "))) @if let Some(times) = topic.times { " (" (times) ")" } }
                ul {
                    @for question in &topic.questions {
                        li {
                            (speech.own(&question.words))
                            @if let Some(times) = question.times { " (" (times) ")" }
                            @if question.is_open() { " " strong { (t("Nothing answers it yet.")) } }
                            @else {
                                ul class="small" {
                                    @for answer in &question.answered_by {
                                        li { a href=(asked.way(&format!("/publishing/pieces/{}", answer.piece))) { (answer.piece) } ": " (speech.own(&answer.state)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(Page::of(t("Talking points"), ROOM, body))
}

/// The answers to one who asks.
fn of(asked: &Asked, listener: &str, all: &[Answer], who: &Audience) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let some: Vec<&Answer> = all.iter().filter(|one| one.listener == listener).collect();
    html! {
        section {
            h2 id=(listener) { (t("To whom")) ": " (t(&listener.replace('-', " "))) }
            @if some.is_empty() { p class="calm" { (t("No answer.")) } }
            @else {
                div class="scroll" tabindex="0" role="region" aria-labelledby=(listener) {
                    table {
                        thead { tr { th scope="col" { (t("Question")) } th scope="col" { (t("It speaks to")) } th scope="col" { (t("For")) } th scope="col" { (t("Where it stands")) } } }
                        tbody {
                            @for one in &some {
                                tr {
                                    th scope="row" { a href=(asked.way(&format!("/publishing/pieces/{}", one.slug))) lang=(one.language) { (one.title) } }
                                    td { (speech.own(&one.value)) }
                                    td { (whom(asked, &one.to)) }
                                    td { (speech.own(&standing_words(one, who))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
