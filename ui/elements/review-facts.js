import { h, icon } from "../dom.js";
import { identifierWords } from "../identifiers.js";
import { dayInWords } from "../time.js";
import { newsOf, shortRepository, statusWords } from "./review-model.js";
import { counted } from "./sheet-parts.js";

/**
 * What is shown of a paper under review, and not to be changed there.
 *
 * @import { Entry } from "./review-model.js"
 * @import { Draft, Glance } from "../types/index.d.ts"
 */

/** @param {string} one @param {string} other */
const sameAddress = (one, other) => one.replace(/\/$/, "").toLowerCase() === other.replace(/\/$/, "").toLowerCase();

/** Whether whoever gave an address of code only guessed it. @param {Entry} entry @param {string} address */
export const isGuess = (entry, address) => entry.glance.guesses.some((guess) => sameAddress(guess, address));

/** What a folded row shows of a paper. @param {Glance} glance */
export function lines({ authors, venue, year, abstract_start }) {
  const people =
    authors.length > 4 ? `${authors.slice(0, 3).join(", ")} and ${authors.length - 3} more` : authors.join(", ");
  const where = [people, venue].filter(Boolean).join(" · ");
  const shown = [];
  // A long venue is cut before the year, not with it.
  const when = year === null ? "" : `${where ? "· " : ""}${year}`;
  if (where || when) shown.push(h("p", { class: "review-people" }, where && h("span", {}, where), h("span", { class: "review-year" }, when)));
  if (abstract_start) shown.push(h("p", { class: "review-abstract" }, abstract_start));
  return shown;
}

/** A row of a table is counted without its heading. */
const NAMES_ITS_PLACE = /^Row \d/;

/** Repositories and doubts. @param {Entry} entry */
export function labels(entry) {
  const { item, glance } = entry;
  const { more } = statusWords(entry);
  const made = item.repositories.map((repository) =>
    h("span", { class: "review-repository" }, icon("code-xml"), h("span", {}, shortRepository(repository), isGuess(entry, `https://${repository}`) ? " (guessed)" : "")),
  );
  // Where a file lies is told to whoever points at it: a list of references from elsewhere may name any of the reader's.
  for (const { name, path } of glance.files)
    made.push(h("span", { class: "review-file", title: path }, icon("paperclip"), h("span", {}, name)));
  for (const problem of glance.problems) {
    const news = newsOf(problem);
    const place = glance.line > 1 && !news && !NAMES_ITS_PLACE.test(problem) ? `Line ${glance.line.toLocaleString("en")}: ` : "";
    const sign = news === "good" ? "info" : news === "bad" ? "octagon-alert" : "circle-alert";
    made.push(h("span", { class: `review-problem${news ? ` is-${news}` : ""}` }, icon(sign), `${place}${news ? problem.replace(/\d{4}-\d\d-\d\d/, (day) => `on ${dayInWords(day)}`) : problem}`));
  }
  if (item.alike && entry.isSame === null && !more && !entry.expanded)
    made.push(h("span", { class: "review-problem" }, icon("copy"), `${item.alike.to.in === "library" ? "May be here already" : "Like one further up"}: open it to compare. ${item.alike.reason}.`));
  // Opened, an update lists them one by one.
  if (more && !(entry.expanded && item.status === "update")) made.push(h("span", { class: item.status === "unclear" ? "review-problem" : "review-fills" }, more, item.alike && !entry.expanded && " Open it to compare."));
  return made.length ? [h("p", { class: "review-labels" }, ...made)] : [];
}

/** What else was read, not to be edited here. @param {Draft} draft */
export function facts(draft) {
  const parts = draft.identifiers.map(identifierWords);
  if (draft.citation_key) parts.push(`key ${draft.citation_key}`);
  if (draft.tags.length) parts.push(`tags ${draft.tags.join(", ")}`);
  if (draft.collections.length) parts.push(`filed in ${draft.collections.map((path) => path.join(" / ")).join(", ")}`);
  if (draft.notes.length) parts.push(counted(draft.notes.length, "note"));
  if (draft.url) parts.push(draft.url);
  if (draft.comments) parts.push(draft.comments);
  if (draft.line) parts.push(`from line ${draft.line.toLocaleString("en")}`);
  return parts.length ? [h("p", { class: "review-facts" }, parts.join(" · "))] : [];
}
