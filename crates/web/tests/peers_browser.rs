//! Rules of peers in a real browser: an employer more, what matches it, and what comes of it, at the width of a telephone and of a desk.

mod support;

use support::Served;
use support::browser::{Browser, in_browser};
use support::study::studied;

async fn good(browser: &Browser, name: &str) {
    let found = browser.violations().await;
    assert!(found.is_empty(), "{name}: {}", found.join("\n"));
    assert!(!browser.overflows().await, "{name} is wider than its window");
    browser.picture(name).await;
}

async fn see(browser: &Browser, css: &str) {
    let to = format!("document.querySelector('{css}').scrollIntoView()");
    browser.client.execute(&to, Vec::new()).await.unwrap();
}

async fn write_a_rule(browser: Browser, width: u32) {
    let folder = studied(&format!("peers-browser-{width}"));
    let served = Served::of(&folder, "2022-06-22");
    browser.open(&served.address("/case")).await;
    browser.press("Whom we compare with: rules of peers").await;
    browser.click(".card h2 a").await;
    browser.until("7,940.50").await;
    browser.write("#more-peer", "Rancho Murieta CSD").await;
    browser.press("Add the employers").await;
    browser.until("Not saved yet.").await;
    good(&browser, &format!("peers-rule-{width}")).await;
    see(&browser, "#list-class").await;
    browser.picture(&format!("peers-rule-classes-{width}")).await;
    browser.press("Save the rule").await;
    browser.until("Saved.").await;
    browser.press("What matches what").await;
    browser.until("nobody has looked yet").await;
    // The thirteen of the study and the new one, in the order of their names: the eighth.
    browser.write("#w\\.7", "no such class").await;
    browser.press("Show what comes of it").await;
    browser.until("Not saved yet.").await;
    good(&browser, &format!("peers-matches-{width}")).await;
    see(&browser, "#class-0").await;
    browser.picture(&format!("peers-matches-class-{width}")).await;
    see(&browser, "#comes").await;
    browser.picture(&format!("peers-comes-{width}")).await;
    browser.press("Save the matches").await;
    browser.until("Saved.").await;
    browser.press("Back to the rule").await;
    browser.press("Register the rule as it is").await;
    browser.until("SHA-256 of the line:").await;
    see(&browser, "#registering").await;
    good(&browser, &format!("peers-registered-{width}")).await;
    let cookie = served.cookie();
    served.close(&cookie);
    let rule = intake::case::peers::peer_rule(&folder, "study").unwrap();
    assert_eq!(rule.pairs(), (28, 27));
}

#[test]
fn a_rule_is_written_on_a_telephone() {
    in_browser(390, async |browser| write_a_rule(browser, 390).await);
}

#[test]
fn a_rule_is_written_at_a_desk() {
    in_browser(1280, async |browser| write_a_rule(browser, 1280).await);
}
