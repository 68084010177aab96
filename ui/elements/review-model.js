/** What a review holds while it is on the screen: no elements. The drafts themselves are held by the program. */

import { ask } from "../dom.js";
import { capital, counted } from "./sheet-parts.js";

/**
 * @import { Chosen, Draft, DraftChange, DraftEdit, FieldChange, FoundSearch, Glance, ReviewItem, Review } from "../types/index.d.ts"
 * @typedef {"all" | "new" | "already-here" | "update" | "unclear" | "alike" | "doubtful" | "skipped"} Filter
 */

/** One reviewed paper as the reader changes it. */
export class Entry {
  /** What was typed, by the field. @type {Map<DraftEdit["field"], DraftEdit>} */
  #typed = new Map();

  /** @param {ReviewItem} item */
  constructor(item) {
    this.item = item;
    /** A copy of its own: editing it must not change what was read. @type {Glance} */
    this.glance = { ...item.draft };
    /** All of it, once it was opened. @type {Draft | null} */
    this.draft = null;
    this.ticked = item.ticked;
    this.expanded = false;
    this.edited = false;
    /** What the reader said of the paper it looks like; null while that is open, unless it is sure. @type {boolean | null} */
    this.isSame = isSurelySame(item) || null;
    /** The earlier one of the list that it looks like. @type {Entry | null} */
    this.further = null;
  }

  /** All of it, as it was read. @returns {Promise<Draft>} */
  async load() {
    this.draft ??= /** @type {Draft} */ (await ask(document.body, "reviewed-draft", { at: this.item.draft.at }));
    return this.draft;
  }

  /** @param {DraftEdit} edit */
  type(edit) {
    this.#typed.set(edit.field, edit);
    this.edited = true;
    const { value } = edit;
    const { draft, glance } = this;
    if (edit.field === "abstract") glance.abstract_start = edit.value;
    else Object.assign(glance, { [edit.field]: value });
    if (draft) Object.assign(draft, { [edit.field]: value });
  }

  /** What is not to be taken as it was read; null: all of it is. @returns {DraftChange | null} */
  get change() {
    const { edited, isSame, glance, item } = this;
    if (!edited && isSame === null) return null;
    const { replaces, leaves } = glance;
    const twin = isSame === null || !item.alike ? null : { of: item.alike.to, same: isSame };
    return { at: item.draft.at, edits: [...this.#typed.values()], replaces, leaves, twin };
  }

  /** Says that it is the same work as what it looks like, or another. @param {boolean} isSame */
  decide(isSame) {
    this.isSame = isSame;
    this.ticked = true;
  }

  /** What stands for a change among those taken or left: several repositories are told apart by their addresses. @param {FieldChange} change */
  static nameOf({ field, after }) {
    return field === "code" || field === "project page" ? after : field;
  }

  /** Whether a value would be taken. @param {FieldChange} change */
  takes(change) {
    const name = Entry.nameOf(change);
    return change.before ? this.glance.replaces.includes(name) : !this.glance.leaves.includes(name);
  }

  /** @param {FieldChange} change @param {boolean} wanted */
  take(change, wanted) {
    const name = Entry.nameOf(change);
    const list = change.before ? "replaces" : "leaves";
    const others = this.glance[list].filter((other) => other !== name);
    this.glance[list] = wanted === Boolean(change.before) ? [...others, name] : others;
    this.edited = true;
    // A paper is ticked as long as something of it is.
    if (this.item.status === "update") this.ticked = this.item.changes.some((one) => this.takes(one));
  }

  /** Ticks it by itself. Of what only differs from the paper that is here all is taken, and shown. @param {boolean} wanted */
  tick(wanted) {
    this.ticked = wanted;
    if (!wanted || this.item.status !== "update" || this.canImport) return;
    for (const change of this.item.changes) this.take(change, true);
    this.expanded = true;
  }

  /** Whether the reader may tick it. */
  get canTick() {
    return this.canImport || this.item.status === "update";
  }

  /**
   * What is here already has nothing to gain, except to come out of the trash; nothing can be imported without a
   * title.
   */
  get canImport() {
    if (this.item.status === "already-here") return this.item.in_trash;
    if (this.item.status === "update" && !this.item.changes.some((change) => this.takes(change))) return false;
    return this.glance.title.trim() !== "";
  }

  get willImport() {
    return this.ticked && this.canImport;
  }

  /** The reader did something that closing the sheet would lose. */
  get touched() {
    return this.edited || this.isSame !== (isSurelySame(this.item) || null) || this.ticked !== this.item.ticked;
  }
}

/** It is ticked, although it looks like an earlier one of the list: the two have an identifier in common. @param {ReviewItem} item */
const isSurelySame = ({ status, ticked, alike }) => status === "unclear" && ticked && alike !== null;

/**
 * What is wanted of the drafts held, as the reader left them.
 *
 * @param {Entry[]} entries
 * @param {FoundSearch[]} searches
 * @returns {Chosen}
 */
export function chosenOf(entries, searches) {
  const changed = entries.map((entry) => entry.change).filter((change) => change !== null);
  return { places: entries.map((entry) => entry.item.draft.at), changed, searches };
}

/** What is said of a work, not of how it was read. */
const NEWS = /^(Retracted|Withdrawn by its authors|Published version found)\b/;

/** @param {string} problem @returns {"bad" | "good" | null} null: it is a doubt about the reading */
export const newsOf = (problem) => (NEWS.test(problem) ? (problem.startsWith("Published") ? "good" : "bad") : null);

/** Whether its source could not be read in full. @param {ReviewItem} item */
export const isDoubtful = ({ draft }) => draft.problems.some((problem) => !newsOf(problem));

/**
 * "61 papers · 61 new · 0 already here · 14 repositories". What is not there is left out, except the two
 * counts everyone looks for.
 *
 * @param {Review} review
 * @param {number} answered so many of the unclear ones
 */
export function summary(review, answered) {
  const unclear = review.unclear - answered;
  const parts = [
    counted(review.items.length, "paper"),
    `${review.new.toLocaleString("en")} new`,
    `${review.already_here.toLocaleString("en")} already here`,
  ];
  if (review.updates) parts.push(counted(review.updates, "update"));
  if (unclear) parts.push(`${unclear.toLocaleString("en")} unclear`);
  const doubtful = review.items.filter(isDoubtful).length;
  if (doubtful) parts.push(`${doubtful.toLocaleString("en")} with problems`);
  const { files, notes, tags, collections } = review.along;
  const along = Object.entries({ file: files, note: notes, tag: tags, collection: collections }).filter(([, count]) => count);
  if (along.length) parts.push(`with ${along.map(([what, count]) => counted(count, what)).join(", ")}`);
  if (review.repositories) parts.push(counted(review.repositories, "repository", "repositories"));
  if (review.searches.length) parts.push(counted(review.searches.length, "search", "searches"));
  return parts.join(" · ");
}

/** The same of papers that are here already. @param {Review} review */
export function knownSummary(review) {
  const parts = [`${counted(review.items.length, "paper")} looked up`];
  if (review.updates) parts.push(`${review.updates.toLocaleString("en")} with something new`);
  if (review.already_here) parts.push(`${review.already_here.toLocaleString("en")} with nothing new`);
  if (review.unclear) parts.push(`${review.unclear.toLocaleString("en")} unclear`);
  return parts.join(" · ");
}

/**
 * @param {Entry[]} entries
 * @param {number} searches
 * @returns {string} what pressing the button does: "Import 60 papers, update 1"
 */
export function importWords(entries, searches) {
  const count = { import: 0, update: 0, merge: 0, restore: 0 };
  for (const { willImport, item, isSame } of entries) {
    if (!willImport) continue;
    if (isSame) count.merge += 1;
    else if (item.status === "update") count.update += 1;
    else if (item.status === "already-here") count.restore += 1;
    else count.import += 1;
  }
  const parts = Object.entries(count).filter(([, papers]) => papers > 0);
  const words = parts.map(
    ([verb, papers], at) => `${verb} ${at ? papers.toLocaleString("en") : counted(papers, "paper")}`,
  );
  if (searches) words.push(`save ${counted(searches, "search", "searches")}`);
  return capital(words.join(", ") || "import");
}

/**
 * @param {Entry} entry
 * @param {Filter} filter
 * @param {string} words lower case, as typed into the find field
 */
export function shows(entry, filter, words) {
  if (!isOf(entry.item, filter)) return false;
  if (!words) return true;
  const { title, authors, venue } = entry.glance;
  return `${title}\n${authors.join("\n")}\n${venue}`.toLowerCase().includes(words);
}

/** @param {ReviewItem} item @param {Filter} filter */
function isOf(item, filter) {
  if (filter === "alike") return Boolean(item.alike);
  if (filter === "doubtful") return isDoubtful(item);
  return filter === "all" || item.status === filter;
}

const FIELD_WORDS = /** @type {Record<string, string>} */ ({
  abstract: "abstract",
  authors: "authors",
  code: "repository",
  citation_key: "citation key",
  comments: "comments",
  date: "date",
  eprintclass: "arXiv category",
  isbn: "ISBN",
  issn: "ISSN",
  number: "issue",
  "open PDF": "open PDF",
  identifiers: "identifiers",
  published: "date",
  retracted: "retraction",
  url: "web page",
  venue: "venue",
  year: "year",
});

/** @param {string} field as the core names it */
export const fieldWords = (field) => FIELD_WORDS[field] ?? field.replaceAll("_", " ");

/**
 * What the badge says of an entry, and whether it asks for attention.
 *
 * @param {Entry} entry
 * @returns {{words: string, more: string}} `more` is a sentence, or empty
 */
export function statusWords({ item, isSame }) {
  if (isSame !== null) return { words: isSame ? "Same work" : "Another work", more: "" };
  switch (item.status) {
    case "new":
      return { words: "New", more: "" };
    case "already-here":
      return { words: item.in_trash ? "In the trash" : "Already here", more: "" };
    case "update":
      return updateWords(item.changes);
    case "unclear":
      return { words: "Unclear", more: item.reason };
  }
}

/** What a paper may have several of: there more are added, where a field is filled. */
const ADDED = new Set(["code", "collections", "files", "notes", "project page", "tags"]);

/**
 * @param {FieldChange[]} changes "code" once for every repository the paper gains
 * @returns {{words: string, more: string}}
 */
function updateWords(changes) {
  const named = (/** @type {FieldChange[]} */ some) => some.map((change) => fieldWords(change.field)).join(", ");
  const differing = changes.filter((change) => change.before);
  const filled = changes.filter((change) => !change.before && !ADDED.has(change.field));
  const added = changes.filter((change) => !change.before && ADDED.has(change.field) && change.field !== "code");
  const code = changes.length - differing.length - filled.length - added.length;
  const differs = differing.length ? `Differs in ${named(differing)}` : "";
  const fills = filled.length ? `${differs ? "fills" : "Fills"} ${named(filled)}` : "";
  const more = [added.length ? named(added) : "", code ? counted(code, "repository", "repositories") : ""].filter(Boolean);
  const adds = more.length ? `${fills || differs ? "adds" : "Adds"} ${more.join(", ")}` : "";
  const all = [differs, fills, adds].filter(Boolean);
  if (all.length === 1 && (adds || changes.length === 1)) return { words: all[0] ?? "", more: "" };
  if (filled.length + differing.length === 1) return { words: differs || fills, more: all.join("; ") };
  const fillWords = filled.length ? `Fills ${counted(filled.length, "empty field")}` : "";
  const differWords = differing.length ? `Differs in ${counted(differing.length, "field")}` : "";
  const words = [differWords, differWords ? fillWords.replace("Fills", "fills") : fillWords].filter(Boolean).join(", ");
  return { words, more: all.join("; ") };
}

/** How a repository is shown: the host is left out where everyone knows it. @param {string} repository */
export const shortRepository = (repository) => repository.replace(/^github\.com\//, "");
