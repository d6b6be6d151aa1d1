//! The main forms by the keyboard alone: nothing is clicked, and no field is gone to but by Tab.

mod support;

use fantoccini::key::Key;
use support::browser::{Browser, in_browser};
use support::{Served, copied};

/// Goes to something by Tab, and presses Enter on it.
async fn enter(browser: &Browser, what: &str) {
    browser.tab_to(what).await;
    browser.types(&char::from(Key::Enter).to_string()).await;
}

/// Goes to a field by Tab, and writes into it in the place of what stands there, which Tab has marked.
async fn write(browser: &Browser, field: &str, text: &str) {
    browser.tab_to(field).await;
    browser.types(text).await;
}

#[test]
fn an_offer_is_written_and_a_counter_passed_by_the_keyboard_alone() {
    in_browser(1280, async |browser| {
        let folder = copied("case-2022", "keyboard");
        let served = Served::of(&folder, "2022-07-12");
        browser.open(&served.address("/")).await;
        // The first stop of a page leads to its text.
        enter(&browser, "To the text").await;
        enter(&browser, "Costing").await;
        enter(&browser, "Write an offer").await;
        browser.until("Begin the offer").await;
        write(&browser, "#title", "By keyboard").await;
        enter(&browser, "Begin the offer").await;
        browser.until("One more term").await;
        enter(&browser, "Add the term").await;
        browser.until("Not saved yet.").await;
        write(&browser, "#f0-percent", "6").await;
        browser.until("cost over the term").await;
        enter(&browser, "Save the offer").await;
        browser.until("The offer as its file has it").await;
        let offer = std::fs::read_to_string(folder.join("drafts/by-keyboard.toml")).unwrap();
        assert!(offer.contains("\"6\""), "{offer}");

        enter(&browser, "The table").await;
        enter(&browser, "Compose a pass").await;
        browser.tab_to("#item-salary").await;
        browser.types(" ").await;
        enter(&browser, "Go on").await;
        browser.until("Show what it comes to").await;
        write(&browser, "#id", "case-salary-3").await;
        write(&browser, "#words-salary", "Six percent, as we said.").await;
        enter(&browser, "Pass it").await;
        browser.until("It is in the record:").await;
        let cookie = served.cookie();
        served.close(&cookie);
    });
}
