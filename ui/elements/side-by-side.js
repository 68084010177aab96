import { h } from "../dom.js";
import { identifierWords } from "../identifiers.js";
import { typeWords } from "./version-list.js";

/**
 * Works beside each other, a line for each thing that is said of them.
 *
 * @import { Draft, Paper } from "../types/index.d.ts"
 *
 * @typedef {object} Line
 * @property {string} words what is compared
 * @property {string[]} values in step with the columns; empty where nothing is said
 * @property {((at: number, value: string) => Node) | undefined} [choice] in place of a value, where they differ
 * @property {boolean} [plain] differing is nothing to look at
 */

/** What one work says: its words, and how. @type {[words: string, said: (work: Paper | Draft) => string][]} */
export const SAID = [
  ["Title", (work) => work.title],
  ["Authors", (work) => work.authors.map((one) => (typeof one === "string" ? one : one.name)).join(", ")],
  ["Type", (work) => typeWords(work.entry_type)],
  ["Venue", (work) => work.venue],
  ["Year", (work) => String(work.year ?? "")],
  ["Date", (work) => work.published ?? ""],
  ["Abstract", (work) => work.abstract],
  ["Web page", (work) => work.url],
  ["Comments", (work) => work.comments],
];

/** @param {Paper | Draft} work */
export const identifiersOf = (work) => work.identifiers.map(identifierWords).join(", ");

/** @param {Line} line */
const differs = ({ values }) => new Set(values.filter(Boolean)).size > 1;

/**
 * @param {(Node | string)[]} heads one for each column
 * @param {Line[]} lines those that say nothing are left out
 */
export function sideBySide(heads, lines) {
  const rows = lines.filter(({ values }) => values.some(Boolean)).map((line) => {
    const isOpen = !line.plain && differs(line);
    const cells = line.values.map((value, at) => {
      if (!value) return h("td", {}, h("span", { class: "dim" }, line.plain ? "none" : "empty"));
      return h("td", {}, isOpen && line.choice ? line.choice(at, value) : h("div", { class: "compared-value" }, value));
    });
    return h("tr", { class: isOpen ? "differs" : "" }, h("th", { scope: "row" }, line.words), ...cells);
  });
  const head = h("thead", {}, h("tr", {}, h("td", {}), ...heads.map((one) => h("th", { scope: "col" }, one))));
  return h("table", { class: "compared" }, head, h("tbody", {}, ...rows));
}

/** @param {string} name @param {number} value @param {boolean} isChosen @param {string} words */
export function choice(name, value, isChosen, words) {
  const input = h("input", { type: "radio", name, value, checked: isChosen });
  return h("label", { class: "compared-choice" }, input, h("span", { class: "compared-value" }, words));
}
