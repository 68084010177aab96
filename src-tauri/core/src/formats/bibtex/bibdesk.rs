//! What BibDesk says beside the entries: its groups, a property list in a comment; and in an entry the files that belong to
//! it, each a property list in base64.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use plist::{Dictionary, Value};

/// The largest property list that is read, in bytes: as text, and within one field.
const LARGEST: usize = 10 << 20;
const LARGEST_FILE: usize = 200_000;
/// Begins the comment of the groups that were put together by hand.
pub const GROUPS: &str = "BibDesk Static Groups";

/// The groups that were put together by hand, each with the keys of its entries; `None` for any other comment.
pub fn groups(comment: &str) -> Option<Vec<(String, Vec<String>)>> {
    let named = |group: &Dictionary| {
        let keys = text(group, "keys");
        let keys = keys.split(',').map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).collect();
        Some((text(group, "group name").to_owned(), keys)).filter(|(name, _)| !name.is_empty())
    };
    Some(list(comment, GROUPS)?.iter().filter_map(Value::as_dictionary).filter_map(named).collect())
}

/// The property list of a comment that begins with a name, nothing when it is broken; `None` for any other comment.
pub fn list(comment: &str, name: &str) -> Option<Vec<Value>> {
    let list = comment.trim().strip_prefix(name)?.trim_start().strip_prefix('{')?;
    let list = list.trim_end().strip_suffix('}').unwrap_or(list).trim();
    if list.len() > LARGEST {
        return Some(Vec::new());
    }
    Some(Value::from_reader_xml(list.as_bytes()).ok().and_then(Value::into_array).unwrap_or_default())
}

/// What one of them says, or nothing.
pub fn text<'d>(one: &'d Dictionary, name: &str) -> &'d str {
    one.get(name).and_then(Value::as_string).unwrap_or_default().trim()
}

/// Whether a comment is one of BibDesk's own: groups by hand, or those that search.
pub fn is_own(comment: &str) -> bool {
    comment.trim_start().starts_with("BibDesk ")
}

/// The path in a `bdsk-file-N`, as a rule from the folder of the .bib.
pub fn file(value: &str) -> Option<String> {
    if value.len() > LARGEST_FILE {
        return None;
    }
    let written: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = STANDARD.decode(written).ok()?;
    let tree = Value::from_reader(Cursor::new(bytes)).ok()?;
    let told = tree.as_dictionary()?;
    let path = match told.get("$objects").and_then(Value::as_array) {
        Some(objects) => archived(objects),
        None => told.get("relativePath").and_then(Value::as_string),
    };
    path.filter(|path| !path.is_empty()).map(str::to_owned)
}

/// Older versions wrote an archive of objects that name each other by number.
fn archived(objects: &[Value]) -> Option<&str> {
    let at = |value: &Value| objects.get(usize::try_from(value.as_uid()?.get()).ok()?);
    let direct =
        objects.iter().filter_map(Value::as_dictionary).find_map(|one: &Dictionary| at(one.get("relativePath")?));
    let by_keys = || {
        objects.iter().filter_map(Value::as_dictionary).find_map(|one| {
            let names = one.get("NS.keys")?.as_array()?;
            let place = names.iter().position(|name| at(name).and_then(Value::as_string) == Some("relativePath"))?;
            at(one.get("NS.objects")?.as_array()?.get(place)?)
        })
    };
    direct.or_else(by_keys).and_then(Value::as_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::bibtex::read;

    fn field(tree: &Value) -> String {
        let mut bytes = Vec::new();
        tree.to_writer_binary(&mut bytes).expect("written");
        STANDARD.encode(bytes)
    }

    fn told(pairs: Vec<(&str, Value)>) -> Value {
        Value::Dictionary(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    #[test]
    fn the_path_of_a_file_is_read_from_its_property_list() {
        let plain = told(vec![("relativePath", "Papers/Rain.pdf".into()), ("bookmark", Value::Data(vec![1, 2, 3]))]);
        assert_eq!(file(&field(&plain)).as_deref(), Some("Papers/Rain.pdf"), "as it is written now");
        let uid = |at: u64| Value::Uid(plist::Uid::new(at));
        let older = told(vec![(
            "$objects",
            Value::Array(vec![
                "$null".into(),
                told(vec![("NS.keys", Value::Array(vec![uid(2)])), ("NS.objects", Value::Array(vec![uid(3)]))]),
                "relativePath".into(),
                "Snow.pdf".into(),
            ]),
        )]);
        assert_eq!(file(&field(&older)).as_deref(), Some("Snow.pdf"), "and as an archive");
        for odd in ["", "no base64!", "YnBsaXN0MDD/////", &field(&told(vec![("relativePath", 3.into())]))] {
            assert_eq!(file(odd), None, "{odd}: none");
        }
    }

    #[test]
    fn static_groups_become_collections() {
        let text = "@article{rain, title={A}}
@article{snow, title={B}}
@comment{BibDesk Static Groups{
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">
<plist version=\"1.0\">
<array>
	<dict><key>group name</key><string>Wet &amp; cold</string><key>keys</key><string>rain,snow</string></dict>
	<dict><key>group name</key><string>Old</string><key>keys</key><string>snow, @gone</string></dict>
</array>
</plist>
}}
@comment{BibDesk Smart Groups{
<plist version=\"1.0\"><array><dict><key>conditions</key><string>a@b</string></dict></array></plist>
}}
";
        let reading = read(text);
        assert_eq!(reading.drafts[0].collections, [["Wet & cold"]], "by the keys of its entries");
        assert_eq!(reading.drafts[1].collections, [["Wet & cold"], ["Old"]], "in both");
        assert!(reading.skipped.is_empty(), "a group without a name is no loss: {:?}", reading.skipped);
        assert_eq!(groups("BibDesk Static Groups{<plist"), Some(Vec::new()), "a broken list holds none");
    }
}
