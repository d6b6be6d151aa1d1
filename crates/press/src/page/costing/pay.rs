//! What a step of a class is paid.

use ::costing::{LadderOn, ladder_on, rate_days};
use maud::{Markup, html};

use super::{CostingPage, table_of};

impl CostingPage<'_> {
    /// The steps of a class now and on the last day under each offer; none where the schedule has no such class.
    pub fn pay_of(&self, class: &str) -> Option<Markup> {
        let case = self.report.case;
        let ladders = case.schedule.ladders.iter().enumerate();
        let ladders: Vec<usize> = ladders
            .filter(|(_, ladder)| ladder.classification == class)
            .map(|(at, _)| at)
            .collect();
        if ladders.is_empty() {
            return None;
        }
        Some(html! { @for at in ladders { (self.pay_of_ladder(at)) } })
    }

    fn pay_of_ladder(&self, at: usize) -> Markup {
        let case = self.report.case;
        let ladder = &case.schedule.ladders[at];
        let last = |offer: Option<usize>| -> LadderOn {
            let day = rate_days(case, offer).last().copied().unwrap_or(case.assumptions.from);
            ladder_on(case, offer, at, day)
        };
        let now = ladder_on(case, None, at, case.assumptions.from);
        let offers: Vec<LadderOn> =
            (0..case.offers.len()).map(|number| last(Some(number))).collect();
        let mut labels: Vec<&str> = Vec::new();
        for (label, _) in now.steps.iter().chain(offers.iter().flat_map(|of| &of.steps)) {
            if !labels.contains(&label.as_str()) {
                labels.push(label);
            }
        }
        let rate = |of: &LadderOn, label: &str| {
            let step = of.steps.iter().find(|(known, _)| known == label);
            step.map_or_else(|| self.t("no such step"), |(_, rate)| crate::site::dollars(rate))
        };
        let rows: Vec<(String, Vec<Markup>)> = labels
            .iter()
            .map(|label| {
                let all = std::iter::once(&now).chain(&offers);
                (
                    format!("{} {label}", self.t("step")),
                    all.map(|of| html! { (rate(of, label)) }).collect(),
                )
            })
            .collect();
        let heads: Vec<String> = std::iter::once(self.t("First day, status quo"))
            .chain(
                (0..offers.len())
                    .map(|number| format!("{}, {}", self.t("Last day"), self.short(number))),
            )
            .collect();
        let name = match ladder.column.is_empty() {
            true => ladder.classification.clone(),
            false => format!("{}, {}", ladder.classification, ladder.column),
        };
        let caption = format!("{} ({})", name, self.t(ladder.basis.name()));
        let left_out: Vec<String> = offers
            .iter()
            .enumerate()
            .flat_map(|(number, of)| of.left_out.iter().map(move |term| (number, *term)))
            .map(|(number, term)| format!("{}, {} {term}", self.short(number), self.t("term")))
            .collect();
        html! {
            (table_of(&format!("pay-{at}"), &caption, &self.t("Step"), &heads, &rows))
            @if !left_out.is_empty() {
                p class="soft" { (self.t("Not in these rates, since they reach some people of the class only:")) " " (left_out.join("; ")) "." }
            }
        }
    }
}
