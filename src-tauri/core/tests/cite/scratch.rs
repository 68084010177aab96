use postil_core::cite::{Kind, Markup, Style, format};
#[test]
fn scratch() {
    let text = std::fs::read_to_string("/work/shared/data/csl/oracle-items.csl.json").unwrap();
    let drafts = postil_core::formats::read(&text).unwrap().drafts;
    let f = std::path::Path::new("/work/shared/data/csl/styles");
    let x = std::fs::read_to_string(f.join("nlm-citation-sequence.csl")).unwrap();
    let a = x.replace("<label prefix=\", \"/>", "");
    let b =
        x.replace("<names variable=\"author\">\n      <label", "<names variable=\"author\">\n<name/>\n      <label");
    let c = x.replace(" initialize-with=\"\"", " initialize-with=\" \"");
    let d = x.replace(" second-field-align=\"flush\"", "");
    let e = x.replace(" names-delimiter=\", \"", "");
    for (n, x) in [("x", &x), ("nolabel", &a), ("name", &b), ("init", &c), ("align", &d), ("nd", &e)] {
        let s = Style::parse(x, "x", f).unwrap();
        eprintln!("{n}: {:.70}", format(&drafts[1..2], &s, None, Kind::Bibliography, Markup::Text).concat());
    }
    for n in ["vancouver", "plos", "ieee", "harvard", "apa"] {
        let s = Style::find(n, std::path::Path::new("/nonexistent")).unwrap();
        eprintln!("{n}: {}", format(&drafts[1..2], &s, None, Kind::Bibliography, Markup::Text).concat());
    }
}
