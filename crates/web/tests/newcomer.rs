//! The first ten minutes of a newcomer, in a real browser: a roster and a schedule are imported, two offers written, the comparison read.

mod support;

use serde_json::json;
use store::Campaign;
use support::browser::in_browser;
use support::{Served, scratch, shipped};

#[test]
fn a_newcomer_imports_writes_two_offers_and_reads_the_comparison() {
    let folder = scratch("newcomer");
    let mut campaign = Campaign::begin(&folder).unwrap();
    let written = "2026-11-28T12:00:00Z".parse().unwrap();
    let body = record::Body::of("record", json!({"campaign": "Local 12"})).unwrap();
    let sealed = campaign.seal(vec![record::Draft::new("test", written, None, body)]).unwrap();
    campaign.append(sealed).unwrap();
    drop(campaign);
    let served = Served::of(&folder, "2022-07-12");
    let files = shipped("case-2022").canonicalize().unwrap();
    in_browser(1280, async |browser| {
        browser.open(&served.address("/")).await;
        browser.press("Costing").await;
        browser.press("Import a roster or a schedule").await;
        browser.write("#file", files.join("rosters/unit-2.csv").to_str().unwrap()).await;
        browser.press("Look at it").await;
        browser.until("Control totals").await;
        browser.picture("import-looked-at").await;
        assert_eq!(browser.violations().await, Vec::<String>::new());
        browser.write("#name", "payroll").await;
        browser.click("button[value=take]").await;
        browser.until("What the costing is made from").await;
        browser.press("Import a roster or a schedule").await;
        browser.choose("#kind", "schedule").await;
        browser.write("#file", files.join("schedules/unit-2-2021-22.csv").to_str().unwrap()).await;
        browser.press("Look at it").await;
        browser.until("Take it in").await;
        browser.click("button[value=take]").await;
        browser.until("New assumptions").await;
        for (id, day) in [("from", "07012022"), ("to", "06302025"), ("roster_as_of", "06302022")] {
            browser.write(&format!("#{id}"), day).await;
        }
        browser.picture("costing-setup").await;
        assert_eq!(browser.violations().await, Vec::<String>::new());
        browser.press("Cost with these").await;
        browser.until("Offers are costed with these from now on.").await;

        for (title, percent) in [("Theirs", "2.5"), ("Ours", "6")] {
            browser.press("Write an offer").await;
            browser.write("#title", title).await;
            browser.press("Begin the offer").await;
            browser.until("One more term").await;
            browser.press("Add the term").await;
            browser.until("Not saved yet.").await;
            // It is costed while one types: without a button.
            browser.write("#f0-percent", percent).await;
            browser.until("cost over the term").await;
            browser.press("Save the offer").await;
            browser.until("The offer as its file has it").await;
            assert!(!browser.page().await.contains("Not saved yet."));
            browser.picture(&format!("offer-{title}")).await;
            assert_eq!(browser.violations().await, Vec::<String>::new());
            browser.press("Back to the costing").await;
        }
        browser.until("Theirs").await;
        browser.until("Ours").await;
        // Any number opens into its lines.
        browser.click("#glance td a").await;
        browser.until("Made from:").await;
        browser.picture("comparison").await;
    });
    let cookie = served.cookie();
    let one = served.ask("GET", "/costing", &[("Cookie", &cookie)], "").body;
    assert!(one.contains("Offer 2"), "{one}");
    served.close(&cookie);
}
