//! Addresses that an employer can read.

/// The addresses that lie in one of an employer's mail domains or below it, in the order given.
///
/// Messages that pass through a public employer's servers may be read there and may be public
/// records; who sends to such an address should know. `ca.gov` catches `person@ca.gov` and
/// `person@dgs.ca.gov`, not `person@notca.gov`. Upper and lower case are the same. An address may
/// stand with a name before it (`A. Person <person@ca.gov>`), and several in one text are looked at
/// one by one. A domain may be written as `ca.gov`, `@ca.gov`, `.ca.gov` or `*.ca.gov`.
pub fn employer_domains<'a>(addresses: &[&'a str], domains: &[&str]) -> Vec<&'a str> {
    let plain = |domain: &&str| {
        let domain = domain.trim().trim_start_matches(['*', '@', '.']).trim_end_matches('.');
        domain.to_ascii_lowercase()
    };
    let domains: Vec<String> =
        domains.iter().map(plain).filter(|domain| !domain.is_empty()).collect();
    let employers = |text: &str| {
        text.split([',', ';']).any(|address| {
            let Some((_, host)) = address.rsplit_once('@') else { return false };
            let host = host.trim_matches(|c: char| c.is_whitespace() || c == '>' || c == '.');
            let host = host.to_ascii_lowercase();
            domains.iter().any(|domain| {
                let before = host.strip_suffix(domain.as_str());
                before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
            })
        })
    };
    addresses.iter().copied().filter(|address| employers(address)).collect()
}
