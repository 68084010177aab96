//! References in and out, citations, duplicates and tables, in a terminal.

use serde_json::Value;

use super::{json, postil};

#[test]
fn references_in_and_out_and_from_one_format_to_another() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let file = folder.join("refs.bib");
    let text = "@misc{}\n@article{ex, title = {The {BERT} of eels}, author = {Example, Ada}, year = 2020}\n@book{two, title = {No end}, year = 1999\n";
    std::fs::write(&file, text).expect("written");
    let file = file.to_str().expect("UTF-8");
    let output = postil(folder, &["import", file], "");
    assert!(String::from_utf8_lossy(&output.stdout).contains("2 new"), "both entries are read: {output:?}");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("line 3: No end"), "what is wrong is said: {told}");
    assert!(told.contains("line 1: @misc{}: no key and no field"), "and what is no entry: {told}");
    let output = postil(folder, &["export", "eels"], "");
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(out.starts_with("@article{ex,") && out.contains("{The {BERT} of eels}"), "as it came in: {out}");
    let target = folder.join("out.ris");
    let target = target.to_str().expect("UTF-8");
    assert_eq!(json(folder, &["export", "-o", target], "")["papers"], 2, "into a file, by its name");
    assert!(std::fs::read_to_string(target).expect("written").contains("TY  - JOUR"), "as RIS");
    let output = postil(folder, &["convert", file, "--to", "csl-json"], "");
    assert_eq!(output.status.code(), Some(1), "not all was read without a problem");
    let items: Value = serde_json::from_slice(&output.stdout).expect("CSL-JSON");
    assert_eq!(items[1]["title"], "No end", "and yet all of it is there");
    let output = postil(folder, &["convert", target, "--to", "bibtex"], "");
    assert_eq!(output.status.code(), Some(0), "all of it was read: {output:?}");
    postil(folder, &["add", "Eels again", "--author", "Bo Other", "--year", "2021"], "");
    assert_eq!(json(folder, &["key"], "")[0]["key"], "otherEelsAgain2021", "a key by the pattern");
}

#[test]
fn papers_are_cited_in_styles_and_by_commands() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let file = folder.join("refs.bib");
    let text = "@article{rain, title = {On Rain}, author = {Example, Ada}, journal = {Weather}, year = 2020}\n@book{eels, title = {No End of Eels}, author={Other, Bo}, year = 1999}\n";
    std::fs::write(&file, text).expect("written");
    postil(folder, &["import", file.to_str().expect("UTF-8")], "");
    let said = |arguments: &[&str]| {
        let output = postil(folder, &[&["cite"], arguments].concat(), "");
        assert_eq!(output.status.code(), Some(0), "{arguments:?} is answered: {output:?}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    };
    assert_eq!(said(&["rain"]), "Example, A. (2020). On Rain. Weather.", "one paper by its key, in APA");
    assert_eq!(said(&["rain", "--in-text"]), "(Example, 2020)", "as it stands in a sentence");
    let html = "<p>Example, A. (2020). On Rain. <i>Weather</i>.</p>\n<p>Other, B. (1999). <i>No End of Eels</i>.</p>";
    assert_eq!(said(&["--as", "html"]), html, "everything, in the style's order");
    assert_eq!(said(&["author:example", "--as", "latex", "--command", "citep"]), "\\citep{rain}", "what a query finds");
    assert_eq!(said(&["eels", "rain", "--as", "pandoc"]), "[@eels; @rain]", "several by name, in their order");
    let mark = "[see @rain, p. 12; -@eels]";
    assert_eq!(said(&[mark]), "(see Example, 2020, p. 12; 1999)", "a citation as Pandoc writes it");
    assert_eq!(
        said(&[mark, "--as", "latex", "--command", "autocite"]),
        "\\autocite[see][12]{rain}; \\autocite*{eels}",
        "in LaTeX"
    );
    assert_eq!(said(&["@rain [p. 3]", "[@eels]"]), "Example (2020, p. 3)\n(Other, 1999)", "one a line");
    assert!(said(&["--styles"]).contains("ieee "), "the styles are listed");
    let code = |arguments: &[&str]| postil(folder, &[&["cite"], arguments].concat(), "").status.code();
    assert_eq!(code(&["no such paper"]), Some(3), "nothing was found");
    assert_eq!(code(&["[@nobody]"]), Some(3), "nor by a mark");
    assert_eq!(code(&["[@rain]", "eels"]), Some(2), "papers and marks are not cited at once");
    assert_eq!(code(&["rain", "--style", "no-such-style"]), Some(3), "no such style");
    assert_eq!(code(&["rain", "--as", "latex", "--command", "input"]), Some(2), "only commands that cite");
    assert_eq!(json(folder, &["cite", "rain", "--style", "nature"], "")["papers"], 1, "as JSON");
}

#[test]
fn duplicates_are_listed_merged_and_told_apart() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let add = |title: &str, rest: &[&str]| {
        let all: Vec<&str> = ["add", title].iter().chain(rest).copied().collect();
        json(folder, &all, "")["id"].to_string()
    };
    let one = add("Learning Rain from Few Records", &["--author", "Ada Example", "--doi", "10.5555/rain"]);
    let two = add("Learning rain from few records!", &["--author", "Example, A.", "--year", "2021"]);
    let three = add("Quite Another Matter of Snow", &["--author", "Bo Other", "--arxiv", "2001.00001"]);
    let four = add("Quite another matter of snow", &["--author", "Bo Other", "--arxiv", "2001.00001", "--anyway"]);
    let listed = json(folder, &["dedupe"], "");
    assert_eq!(listed.as_array().map(Vec::len), Some(2), "two groups: {listed}");
    assert_eq!(listed[0]["sure"], true, "the one with an identifier in common comes first: {listed}");
    let view = json(folder, &["list", "--view", "duplicates"], "");
    let groups: Vec<&Value> = view["papers"].as_array().expect("papers").iter().map(|row| &row["duplicate"]).collect();
    assert!(groups.len() == 4 && groups[0] == groups[1] && groups[2] == groups[3], "group by group: {view}");
    let auto = json(folder, &["dedupe", "--auto"], "");
    assert_eq!(auto.as_array().map(Vec::len), Some(1), "only that one merges by itself: {auto}");
    assert_eq!(auto[0]["kept"].to_string(), three, "the oldest is kept: {auto}");
    assert_eq!(json(folder, &["dedupe"], "").as_array().map(Vec::len), Some(1), "one is left");
    postil(folder, &["dedupe", "--not-same", &one, &two], "");
    assert_eq!(postil(folder, &["dedupe"], "").status.code(), Some(3), "told apart, none is left");
    postil(folder, &["undo"], "");
    assert!(postil(folder, &["dedupe", "--merge", &two, &one], "").status.success(), "merged by hand");
    assert_eq!(json(folder, &["show", &two], "")["paper"]["identifiers"][0]["value"], "10.5555/rain", "with its DOI");
    assert_ne!(four, three, "two papers were added");
}

#[test]
fn a_table_is_read_by_the_columns_named() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let file = folder.join("papiere.csv");
    std::fs::write(
        &file,
        "Otsikko;Kirjoittajat;Vuosi;Hylly\nRegen lernen;Ada Example; 2021;A 3\nSchnee;Cy Other;bald;\n",
    )
    .expect("written");
    let file = file.to_str().expect("a path");
    let refused = postil(folder, &["import", file], "");
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        refused.status.code() == Some(1) && words.contains("--map \"HEADING=title\""),
        "what to do is said: {words}"
    );
    let map = ["import", file, "--map", "Otsikko=title,Kirjoittajat=authors,Vuosi=year,Hylly=ignore"];
    let review = json(folder, &[&map[..], &["--dry-run"]].concat(), "");
    assert_eq!(review["new"], 2, "both rows: {review}");
    assert_eq!(review["items"][0]["draft"]["fields"], Value::Array(Vec::new()), "what is ignored is left out");
    let told = postil(folder, &map, "");
    let words = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(
        told.status.success() && words.contains("Row 3, column “Vuosi”: “bald” is no year"),
        "row and column: {words}"
    );
    assert_eq!(json(folder, &["show", "Regen lernen"], "")["paper"]["year"], 2021, "as named");
    for (map, expected) in
        [("Otsikko", "names no field"), ("Titre=title", "no column “Titre”"), ("Otsikko=headline", "no field")]
    {
        let refused = postil(folder, &["import", file, "--map", map], "");
        assert!(String::from_utf8_lossy(&refused.stderr).contains(expected), "{map}: {refused:?}");
    }
}

#[test]
fn a_guessed_encoding_and_what_a_format_leaves_out_are_told_once() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let file = folder.join("latin.bib");
    let text = b"@article{one, title = {Caf\xE9 Rain}, year = 2020, gadget = {a}}\n\n@article{two, title = {Sn\xF6w}, gadget = {b}}\n";
    std::fs::write(&file, text).expect("written");
    let path = file.to_str().expect("UTF-8");
    let told = |arguments: &[&str]| {
        let output = postil(folder, arguments, "");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: nothing of it is a failure: {output:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let guess = format!("“{path}” is not UTF-8; read as windows-1252.\n");
    for arguments in
        [&["convert", path][..], &["import", path, "--dry-run"], &["import", path], &["import", path, path]]
    {
        assert_eq!(
            told(arguments).matches(&guess).count(),
            if arguments.len() == 3 && arguments[2] == path { 2 } else { 1 },
            "{arguments:?}"
        );
    }
    let review = json(folder, &["import", path, "--dry-run"], "");
    assert_eq!(review["remarks"][0], guess.trim_end(), "the review says it, too: {review}");
    let left = "CSV has no place for: gadget (2 papers).\n";
    assert_eq!(told(&["convert", path, "--to", "csv"]), guess.clone() + left, "of all papers at once");
    let out = folder.join("all.csv");
    assert_eq!(told(&["export", "-o", out.to_str().expect("UTF-8")]), left, "an export says the same");
    for format in ["ris", "hayagriva"] {
        assert_eq!(told(&["export", "--format", format]), "", "what stands beside is not lost: {format}");
    }
    std::fs::write(folder.join("utf8.bib"), "@article{one, title = {Café Rain}}").expect("written");
    assert_eq!(
        told(&["convert", folder.join("utf8.bib").to_str().expect("UTF-8")]),
        "",
        "what is sure is not remarked upon"
    );
}

#[test]
fn daily_papers_of_hugging_face_are_converted() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let file = temp.path().join("daily.json");
    let papers = r#"[{"paper": {"id": "2401.00001", "title": "Rain", "authors": [{"name": "Ada Example"}], "publishedAt": "2024-01-01T10:00:00.000Z", "summary": "Wet."}}]"#;
    std::fs::write(&file, papers).expect("written");
    let output = postil(temp.path(), &["convert", file.to_str().expect("UTF-8"), "--to", "biblatex"], "");
    let text = String::from_utf8_lossy(&output.stdout);
    for field in [
        "title = {Rain}",
        "author = {Example, Ada}",
        "eprint = {2401.00001}",
        "date = {2024-01-01}",
        "abstract = {Wet.}",
    ] {
        assert!(text.contains(field), "{field} in {text}");
    }
}
