import { act, h } from "../dom.js";
import { identifierWords } from "../identifiers.js";
import { dayInWords } from "../time.js";

/** @import { PaperView, Version } from "../types/index.d.ts" */

/** Names of BibLaTeX's types; others are told as they are. @type {Record<string, string>} */
const TYPES = {
  article: "Journal article", book: "Book", inbook: "Chapter", incollection: "Chapter", inproceedings: "Conference paper",
  proceedings: "Proceedings", report: "Report", techreport: "Report", thesis: "Thesis", phdthesis: "Thesis", mastersthesis: "Thesis",
  online: "Online", unpublished: "Manuscript", misc: "", dataset: "Data set", software: "Software",
};

/** @param {string} type as BibLaTeX names it */
export const typeWords = (type) => TYPES[type.toLowerCase()] ?? type;

/** What kind of publication it is, as far as that is known. @param {Pick<Version, "entry_type" | "venue" | "identifiers">} version */
function kindOf({ entry_type: type, venue, identifiers }) {
  // What a registry calls posted content.
  if (type === "online" && !venue && identifiers.some(({ kind }) => kind === "doi")) return "Preprint";
  const isPreprint = !venue && identifiers.some(({ kind }) => kind === "arxiv" || kind === "openreview");
  return isPreprint && !["inproceedings", "article"].includes(type) ? "Preprint" : typeWords(type);
}

/** @param {Pick<Version, "entry_type" | "venue" | "identifiers" | "year" | "published">} version @param {string} otherwise */
function inWords(version, otherwise) {
  const date = version.published ? dayInWords(version.published) : version.year && String(version.year);
  const names = version.identifiers.map(identifierWords);
  return [kindOf(version), version.venue, date, ...names].filter(Boolean).join(" · ") || otherwise;
}

/**
 * The publications of a work, a preprint, a talk, the journal's, and the choice of the one that is cited.
 *
 * @param {PaperView} view
 * @returns {HTMLElement[]} a line each, the paper's own first; none when there is only that
 */
export function versionList({ paper, versions }) {
  if (!versions.length) return [];
  // The paper has the identifiers of all; what the others have is theirs.
  const theirs = new Set(versions.flatMap((version) => version.identifiers.map(({ kind, value }) => `${kind} ${value}`)));
  const own = { ...paper, identifiers: paper.identifiers.filter(({ kind, value }) => !theirs.has(`${kind} ${value}`)) };
  const cited = versions.findIndex((version) => version.cited);
  const line = (/** @type {string} */ words, /** @type {string} */ title, /** @type {number | null} */ at) => {
    const input = h("input", { type: "radio", name: "version-cited", checked: (at ?? -1) === cited });
    input.addEventListener("change", () => act(input, "cite-version", { paper: paper.id, version: at }));
    return h("label", { class: "version", title }, input, h("span", {}, words, (at ?? -1) === cited && h("span", { class: "version-cited" }, "cited")));
  };
  return [
    line(inWords(own, "This one"), paper.title, null),
    ...versions.map((version, at) => line(inWords(version, version.title), version.title, at)),
  ];
}
