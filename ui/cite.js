/** @import { CiteForm, CitedPaper } from "./types/index.d.ts" */

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

/** "LaTeX command \citep". @param {CiteForm} form */
export function formWords(form) {
  const words = FORM_WORDS[form.form];
  return "style" in form ? `${words}, ${form.style}` : "command" in form ? `${words} \\${form.command}` : words;
}

/** A paper in a citation of which nothing is said. @param {number} id @returns {CitedPaper} */
export const bare = (id) => ({ id, locator: "", prefix: "", suffix: "", author: "usual" });
