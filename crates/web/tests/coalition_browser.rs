//! Coalition and after in a real browser: the scene of a coalition's day, by hand, with and without the script.

mod support;

use support::browser::in_browser;
use support::{Served, copied};

#[test]
fn a_demand_is_raised_answered_a_concession_rebutted_and_a_count_moves_the_pace() {
    in_browser(1280, async |browser| {
        let folder = copied("fix-la-2014", "coalition-scene");
        let served = Served::of(&folder, "2017-04-18");
        browser.open(&served.address("/coalition")).await;
        browser.until("Where the promises stand").await;

        // A demand is raised.
        browser.open(&format!("http://{}/coalition/demands", served.host)).await;
        browser.press("Raise a demand").await;
        browser.write("#raise-title", "Homes near work").await;
        browser.click("input[name=owners][value=saje]").await;
        browser.write("#raise-places", "citywide").await;
        browser.press("Raise the demand").await;
        browser.until("Added to the record: Entry").await;
        assert_eq!(browser.text("h1").await, "Homes near work");

        // It is not converted without its owner: the form says so, and keeps what was typed.
        browser.press("A step of this demand").await;
        browser.choose("#step-step", "converted").await;
        browser.write("#step-into", "a task force").await;
        browser.press("Add the step").await;
        browser.until("no entry has saje's answer").await;
        let into = browser.client.find(fantoccini::Locator::Css("#step-into")).await.unwrap();
        assert_eq!(into.prop("value").await.unwrap().as_deref(), Some("a task force"));
        assert!(browser.violations().await.is_empty(), "{:?}", browser.violations().await);
        browser.picture("demand-refused").await;

        // Its owner answers, and it is.
        browser.open(&format!("http://{}/coalition/demands/homes-near-work", served.host)).await;
        browser.click("a[href*='to=converted']").await;
        browser.choose("#answer-answer", "yes").await;
        browser.press("Add the answer").await;
        browser.until("Added to the record: Entry").await;
        browser.press("A step of this demand").await;
        browser.choose("#step-step", "converted").await;
        browser.write("#step-into", "a task force").await;
        browser.press("Add the step").await;
        browser.until("became").await;
        browser.picture("demand").await;

        // A concession is asked for and rebutted.
        browser.open(&format!("http://{}/coalition/concessions", served.host)).await;
        browser.press("The employer asks for a concession").await;
        browser.write("#ask-title", "Ten furlough days").await;
        browser.choose("#ask-sort", "furlough").await;
        browser.press("Add the concession").await;
        browser.until("Added to the record: Entry").await;
        browser.press("Rebut it, or say what became of it").await;
        browser.write("#step-rebuttal", "There is a reserve.").await;
        browser.write("#step-evidence_against-0-shows", "a reserve of 5 percent").await;
        browser.write("#step-evidence_against-0-title", "Financial report").await;
        browser.press("Add the step").await;
        browser.until("a reserve of 5 percent (Financial report)").await;
        browser.open(&format!("http://{}/coalition/concessions", served.host)).await;
        browser.until("1 proposed: 1 open").await;
        browser.picture("concessions").await;

        // The card gets what it lacks; then a count is typed, and what it comes to is there before it is added.
        browser.open(&format!("http://{}/coalition/commitments/c1", served.host)).await;
        browser.until("There is no pace").await;
        browser.press("The measure card, or a change of it").await;
        browser.choose("#card-unit", "hires").await;
        browser.write("#card-half_time_weight", "0.5").await;
        browser.write("#card-baseline", "0").await;
        browser
            .client
            .execute("document.querySelector('#card-from').value = '2015-12-08'", vec![])
            .await
            .unwrap();
        browser.press("Add the card").await;
        browser.until("where it should be").await;
        let before = browser.text("figcaption").await;
        browser.press("Somebody counted").await;
        browser.write("#tally-by", "SEIU Local 721").await;
        browser.write("#tally-what_was_counted", "hires, all departments").await;
        browser
            .client
            .execute("document.querySelector('#tally-as_of').value = '2017-04-18'", vec![])
            .await
            .unwrap();
        browser.write("#tally-full_time", "1400").await;
        browser.write("#tally-half_time", "200").await;
        browser.until("What it would come to").await;
        browser.until("1500, where it should be").await;
        browser.picture("tally-typed").await;
        browser.press("Add the count").await;
        browser.until("Added to the record: Entry").await;
        let after = browser.text("figcaption").await;
        assert!(before != after && after.contains("1500"), "{before}\n{after}");
        assert!(browser.violations().await.is_empty(), "{:?}", browser.violations().await);
        browser.picture("commitment").await;
        let cookie = served.cookie();
        served.close(&cookie);
    });
}
