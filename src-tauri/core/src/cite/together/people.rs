//! Who is cited, as a part of a cite.

use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta};

use super::apart::Apart;
use crate::cite::papers::item::Paper;
use crate::cite::papers::rich::bare;
use crate::cite::work::Work;
use crate::cite::written::glyphs::Letters;

/// The first names of a cite, or what stands for them.
pub fn elem(tree: &ElemChildren) -> Option<&Elem> {
    tree.find_elem_by(&|elem| matches!(elem.meta, Some(ElemMeta::Names(_))) && !elem.children.is_empty())
}

/// The same when the cite begins with them.
pub fn first(tree: &ElemChildren) -> Option<&Elem> {
    let first = tree.0.iter().find(|child| !is_blank(child))?;
    match first {
        ElemChild::Elem(elem) if matches!(elem.meta, Some(ElemMeta::Names(_))) => Some(elem),
        ElemChild::Elem(elem) => self::first(&elem.children),
        _ => None,
    }
}

fn is_blank(child: &ElemChild) -> bool {
    match child {
        ElemChild::Text(text) => !bare(&text.text).contains(char::is_alphanumeric),
        ElemChild::Elem(elem) => elem.children.0.iter().all(is_blank),
        _ => false,
    }
}

/// Who is named in a sentence.
pub fn letters(paper: &Paper, apart: &Apart, work: &Work) -> Letters {
    let tree = work.cite(paper, apart);
    let mut writer = work.writer(paper, "");
    match first(&tree) {
        Some(elem) => writer.children(&elem.children),
        None => writer.children(&work.people(paper)),
    }
    writer.finish()
}
