//! Encryption, by the age format (age-encryption.org/v1): X25519 for members and campaign keys, scrypt for passphrases.

use std::str::FromStr;

use age::secrecy::{ExposeSecret, SecretString};
use age::x25519::{Identity, Recipient};

/// A passphrase, forgotten when it is dropped.
pub type Passphrase = SecretString;

/// What went wrong with something sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Locked {
    /// The passphrase or the key does not open it.
    WrongKey,
    /// Its bytes are not what was written.
    Damaged,
    /// It could not be sealed.
    NotSealed(String),
}

/// Seals some bytes for keys.
pub(crate) fn seal(to: &[Recipient], bytes: &[u8]) -> Result<Vec<u8>, Locked> {
    let not = |why: String| Locked::NotSealed(why);
    let to = to.iter().map(|one| one as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(to).map_err(|why| not(why.to_string()))?;
    let mut out = Vec::with_capacity(bytes.len() + 300);
    let mut writer = encryptor.wrap_output(&mut out).map_err(|why| not(why.to_string()))?;
    std::io::Write::write_all(&mut writer, bytes).map_err(|why| not(why.to_string()))?;
    writer.finish().map_err(|why| not(why.to_string()))?;
    Ok(out)
}

/// Opens what was sealed for a key.
pub(crate) fn open(with: &Identity, bytes: &[u8]) -> Result<Vec<u8>, Locked> {
    age::decrypt(with, bytes).map_err(|why| reason(&why))
}

fn reason(why: &age::DecryptError) -> Locked {
    match why {
        age::DecryptError::NoMatchingKeys
        | age::DecryptError::DecryptionFailed
        | age::DecryptError::KeyDecryptionFailed => Locked::WrongKey,
        _ => Locked::Damaged,
    }
}

/// Seals a key under a passphrase. `work` is the logarithm of scrypt's work factor; none: about a second on this machine.
pub(crate) fn seal_key(
    key: &Identity,
    passphrase: &Passphrase,
    work: Option<u8>,
) -> Result<Vec<u8>, Locked> {
    let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
    if let Some(work) = work {
        recipient.set_work_factor(work);
    }
    age::encrypt(&recipient, key.to_string().expose_secret().as_bytes())
        .map_err(|why| Locked::NotSealed(why.to_string()))
}

/// Opens a key that lies under a passphrase.
pub(crate) fn open_key(bytes: &[u8], passphrase: &Passphrase) -> Result<Identity, Locked> {
    let identity = age::scrypt::Identity::new(passphrase.clone());
    let text = age::decrypt(&identity, bytes).map_err(|why| reason(&why))?;
    key(&text)
}

/// A key from its text.
pub(crate) fn key(text: &[u8]) -> Result<Identity, Locked> {
    let text = std::str::from_utf8(text).map_err(|_| Locked::Damaged)?;
    Identity::from_str(text).map_err(|_| Locked::Damaged)
}

/// A key's text, to be sealed.
pub(crate) fn key_text(key: &Identity) -> SecretString {
    key.to_string()
}

/// A public key from its text.
pub(crate) fn public(text: &str) -> Result<Recipient, Locked> {
    Recipient::from_str(text).map_err(|_| Locked::Damaged)
}
