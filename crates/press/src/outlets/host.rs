//! Names of hosts and addresses of mail, checked before they go into a file.

/// Whether a text is the name of a host: letters, digits and hyphens in at least two parts between
/// points (RFC 1123, section 2.1: <https://www.rfc-editor.org/rfc/rfc1123#section-2.1>). A name in
/// other letters is to be given in its `xn--` form.
pub fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

/// Whether a text is a plain address of mail: a local part of the letters that RFC 5322 calls atoms
/// (section 3.2.3: <https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3>), and a host.
pub(super) fn is_mail_address(text: &str) -> bool {
    let atom = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    };
    text.rsplit_once('@').is_some_and(|(local, host)| {
        local.len() <= 64 && local.split('.').all(atom) && is_host(host)
    })
}
