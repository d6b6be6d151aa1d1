//! What is sent with a form: fields and files.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Upload {
    /// The field that it was sent in.
    pub field: String,
    /// What it is called, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What was sent with a form, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Form {
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
}

impl Form {
    /// Reads what came with a request.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub async fn of(request: Request) -> Result<Form, String> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("multipart/form-data") {
            let bytes =
                Bytes::from_request(request, &()).await.map_err(|error| error.body_text())?;
            return Ok(Form::read(&bytes));
        }
        let parts = Multipart::from_request(request, &()).await;
        let mut parts = parts.map_err(|error| error.body_text())?;
        let mut form = Form::default();
        while let Some(part) = parts.next_field().await.map_err(|error| error.body_text())? {
            let field = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(base_name);
            let bytes = part.bytes().await.map_err(|error| error.body_text())?;
            match file {
                // A field for a file that was left empty is sent without a name.
                Some(name) if name.is_empty() && bytes.is_empty() => {}
                Some(name) => form.files.push(Upload { field, name, bytes: bytes.to_vec() }),
                None => form.fields.push((field, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(form)
    }

    /// Reads fields out of the bytes of a plain form.
    pub fn read(bytes: &[u8]) -> Form {
        Form { fields: form_urlencoded::parse(bytes).into_owned().collect(), files: Vec::new() }
    }

    /// A form of fields.
    pub fn with(fields: Vec<(String, String)>) -> Form {
        Form { fields, files: Vec::new() }
    }

    /// The fields alone.
    pub fn without_files(&self) -> Form {
        Form::with(self.fields.clone())
    }

    /// Every field, as it was sent.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// A field, without the space around it; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.given(name).unwrap_or_default()
    }

    /// A field that is there, without the space around it.
    pub fn given(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter().filter(|(known, _)| known == name);
        fields.next().map(|(_, value)| value.trim())
    }

    /// Every value of a field that may be given several times, none of them empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let fields = self.fields.iter().filter(move |(known, _)| known == name);
        fields.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The file of a field.
    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files.iter().find(|file| file.field == field)
    }
}

/// The last part of a path, whatever machine it was written on.
fn base_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|letter| !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_decoded_in_order_and_trimmed() {
        let form = Form::read(b"class=Attorney+IV&class=&class=ALJ%20III&percent=%205.5%20&empty=");
        let classes: Vec<&str> = form.all("class").collect();
        assert_eq!(classes, ["Attorney IV", "ALJ III"]);
        assert_eq!(
            (form.text("percent"), form.given("empty"), form.given("none")),
            ("5.5", Some(""), None)
        );
    }

    #[test]
    fn a_file_is_called_by_the_last_part_of_its_path() {
        assert_eq!(base_name("C:\\Users\\me\\roster.xlsx"), "roster.xlsx");
        assert_eq!(base_name("../../record.sqlite"), "record.sqlite");
        assert_eq!(base_name("a\nb.csv"), "ab.csv");
    }
}
