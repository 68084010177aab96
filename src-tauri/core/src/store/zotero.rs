//! Zotero's own database, read from a copy: another program's tables, and the only ones read here that are not ours.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, Row};
use serde_json::{Map, Value, json};

use crate::error::{Error, ErrorCode, Result};

/// An item in the shape that Zotero's web service gives, and what hangs on it.
#[derive(Debug, Default)]
pub struct Item {
    pub json: Map<String, Value>,
    /// HTML.
    pub notes: Vec<String>,
    /// Names from the outermost collection to the innermost.
    pub collections: Vec<Vec<String>>,
    pub marks: Vec<Mark>,
    pub files: Vec<ItemFile>,
}

/// A file of an item.
#[derive(Debug)]
pub struct ItemFile {
    /// Of the attachment, which names its folder under `storage/`.
    pub key: String,
    /// As Zotero writes it: `storage:NAME`, `attachments:PATH`, or a whole path.
    pub path: String,
}

/// What was highlighted or remarked in an attached file.
#[derive(Debug)]
pub struct Mark {
    pub page: String,
    pub text: String,
    pub comment: String,
}

#[derive(Debug, Default)]
pub struct Profile {
    pub items: Vec<Item>,
    pub in_trash: usize,
    pub lone_files: usize,
    pub lone_notes: usize,
}

/// Items outside Zotero's trash, in the order in which they were added.
///
/// # Errors
/// `Input` when the file is none of Zotero's, or damaged.
pub fn read(copy: &Path) -> Result<Profile> {
    rows(copy).map_err(|error| {
        Error::new(
            ErrorCode::Input,
            format!("It is not a Zotero database that can be read ({error}). Nothing was changed."),
        )
    })
}

fn rows(copy: &Path) -> rusqlite::Result<Profile> {
    let db = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // A database from elsewhere may hold anything, functions in its views as well.
    db.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    let mut profile = Profile::default();
    let mut place: HashMap<i64, usize> = HashMap::new();
    let list = "SELECT itemID, typeName FROM items JOIN itemTypesCombined USING (itemTypeID)
                WHERE typeName NOT IN ('attachment', 'note', 'annotation')
                AND itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY dateAdded, itemID";
    each(&db, list, |row| {
        place.insert(row.get(0)?, profile.items.len());
        let json = Map::from_iter([("itemType".to_owned(), Value::String(row.get(1)?))]);
        profile.items.push(Item { json, ..Item::default() });
        Ok(())
    })?;
    let items = &mut profile.items;
    let at = |row: &Row| -> rusqlite::Result<Option<usize>> { Ok(place.get(&row.get(0)?).copied()) };
    let fields = "SELECT itemID, fieldName, CAST(value AS TEXT) FROM itemData JOIN fieldsCombined USING (fieldID)
                  JOIN itemDataValues USING (valueID)";
    each(&db, fields, |row| {
        let (name, value): (String, String) = (row.get(1)?, row.get(2)?);
        let value = if name == "date" { day(&value) } else { value };
        if let Some(at) = at(row)? {
            items[at].json.insert(name, Value::String(value));
        }
        Ok(())
    })?;
    let creators = "SELECT itemID, creatorType, coalesce(firstName, ''), coalesce(lastName, ''), coalesce(fieldMode, 0)
                    FROM itemCreators JOIN creators USING (creatorID) JOIN creatorTypes USING (creatorTypeID)
                    ORDER BY itemID, orderIndex";
    each(&db, creators, |row| {
        let Some(at) = at(row)? else { return Ok(()) };
        let (kind, first, last): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let one_field = row.get::<_, i64>(4)? == 1;
        let who = match one_field {
            true => json!({ "creatorType": kind, "name": last }),
            false => json!({ "creatorType": kind, "firstName": first, "lastName": last }),
        };
        append(&mut items[at].json, "creators", who);
        Ok(())
    })?;
    each(&db, "SELECT itemID, name FROM itemTags JOIN tags USING (tagID) ORDER BY itemID, name", |row| {
        if let Some(at) = at(row)? {
            append(&mut items[at].json, "tags", json!({ "tag": row.get::<_, String>(1)? }));
        }
        Ok(())
    })?;
    let paths = "WITH RECURSIVE path (id, names, depth) AS (
                     SELECT collectionID, json_array(collectionName), 1 FROM collections
                     WHERE parentCollectionID IS NULL AND collectionID NOT IN (SELECT collectionID FROM deletedCollections)
                     UNION ALL SELECT collectionID, json_insert(names, '$[#]', collectionName), depth + 1
                     FROM collections JOIN path ON parentCollectionID = path.id
                     WHERE depth < 50 AND collectionID NOT IN (SELECT collectionID FROM deletedCollections))
                 SELECT itemID, names FROM collectionItems JOIN path ON path.id = collectionID ORDER BY itemID, names";
    each(&db, paths, |row| {
        if let (Some(at), Ok(names)) = (at(row)?, serde_json::from_str(&row.get::<_, String>(1)?)) {
            items[at].collections.push(names);
        }
        Ok(())
    })?;
    let notes = "SELECT parentItemID, note FROM itemNotes
                 WHERE note IS NOT NULL AND itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY itemID";
    let mut lone = 0;
    each(&db, notes, |row| {
        match row.get::<_, Option<i64>>(0)?.and_then(|parent| place.get(&parent)) {
            Some(at) => items[*at].notes.push(row.get(1)?),
            None => lone += 1,
        }
        Ok(())
    })?;
    let marks = "SELECT file.parentItemID, coalesce(pageLabel, ''), coalesce(mark.text, ''), coalesce(comment, '')
                 FROM itemAnnotations AS mark JOIN itemAttachments AS file ON file.itemID = mark.parentItemID
                 WHERE file.parentItemID IS NOT NULL AND mark.itemID NOT IN (SELECT itemID FROM deletedItems)
                 ORDER BY file.itemID, sortIndex";
    each(&db, marks, |row| {
        if let Some(at) = at(row)? {
            items[at].marks.push(Mark { page: row.get(1)?, text: row.get(2)?, comment: row.get(3)? });
        }
        Ok(())
    })?;
    profile.lone_notes = lone;
    let files = "SELECT parentItemID, path, key FROM itemAttachments JOIN items USING (itemID)
                 WHERE path IS NOT NULL AND itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY itemID";
    let mut lone = 0;
    each(&db, files, |row| {
        match row.get::<_, Option<i64>>(0)?.and_then(|parent| place.get(&parent)) {
            Some(at) => items[*at].files.push(ItemFile { path: row.get(1)?, key: row.get(2)? }),
            None => lone += 1,
        }
        Ok(())
    })?;
    profile.lone_files = lone;
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).map(|count| count.max(0) as usize);
    profile.in_trash = count(
        "SELECT count(*) FROM deletedItems JOIN items USING (itemID) JOIN itemTypesCombined USING (itemTypeID)
         WHERE typeName NOT IN ('attachment', 'note', 'annotation')",
    )?;
    Ok(profile)
}

fn each(db: &Connection, sql: &str, mut take: impl FnMut(&Row) -> rusqlite::Result<()>) -> rusqlite::Result<()> {
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

fn append(item: &mut Map<String, Value>, name: &str, value: Value) {
    if let Value::Array(list) = item.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
        list.push(value);
    }
}

/// Zotero keeps a date as `2016-05-00 May 2016`: the sure parts, and the text, which may say more than parts that are
/// not whole: "2016-05-00 May-June 2016".
fn day(value: &str) -> String {
    let (sure, text) = value.split_once(' ').unwrap_or((value, ""));
    if sure.len() != 10 || !sure.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return value.to_owned();
    }
    // One without a year is zeros alone.
    let is_whole = !sure.contains("-00");
    let says_more = sure.starts_with("0000") || !is_whole && text.contains(&sure[..4]);
    if says_more { text.to_owned() } else { sure.trim_end_matches("-00").to_owned() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_date_is_what_was_typed_where_its_parts_are_not_whole() {
        for (kept, wanted) in [
            ("2016-05-06 6/5/2016", "2016-05-06"),
            ("2016-05-00 May-June 2016", "May-June 2016"),
            ("2016-05-00 5/16", "2016-05"),
            ("2016-00-00", "2016"),
            ("0000-00-00 in press", "in press"),
            ("0000-00-00", ""),
            ("in press", "in press"),
        ] {
            assert_eq!(super::day(kept), wanted, "{kept}");
        }
    }
}
