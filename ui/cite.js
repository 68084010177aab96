import { h } from "./dom.js";

/** @import { CiteForm, CitedPaper, StyleRow } from "./types/index.d.ts" */

export const DEFAULT_STYLE = "apa";
/** What a citation is copied as until the reader has chosen. @type {CiteForm} */
export const DEFAULT_FORM = { form: "list", style: DEFAULT_STYLE };

/** The forms there are, each as it is until the reader has chosen a style or a command. @type {CiteForm[]} */
export const FORMS = [
  DEFAULT_FORM, { form: "in-text", style: DEFAULT_STYLE }, { form: "latex", command: "cite" }, { form: "typst" }, { form: "pandoc" }, { form: "keys" },
];

/** @type {Record<CiteForm["form"], string>} */
export const FORM_WORDS = {
  list: "Entries of a reference list", "in-text": "Citation within a sentence", latex: "LaTeX command", typst: "Typst mark",
  pandoc: "Markdown mark (Pandoc, Quarto)", keys: "Citation keys",
};

/** "LaTeX command \citep"; the style of a form is chosen, and named, beside it. @param {CiteForm} form */
export const formWords = (form) => FORM_WORDS[form.form] + ("command" in form ? ` \\${form.command}` : "");

/** Styles to be chosen from, the reader's own first. @param {StyleRow[]} rows */
export function styleOptions(rows) {
  const option = (/** @type {StyleRow} */ { name, title, problem }) =>
    h("option", { value: name, ...(problem ? { disabled: "", title: problem } : {}) }, problem ? `${title}: cannot be used, ${problem}` : title);
  const group = (/** @type {string} */ label, /** @type {StyleRow["source"]} */ source) => {
    const options = rows.filter((row) => row.source === source).map(option);
    return options.length ? [h("optgroup", { label }, ...options)] : [];
  };
  return [...group("Your own", "folder"), ...group("Within Postil", "bundled")];
}

/** A paper in a citation of which nothing is said. @param {number} id @returns {CitedPaper} */
export const bare = (id) => ({ id, locator: "", prefix: "", suffix: "", author: "usual" });
