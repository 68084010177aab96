import { act, h, icon } from "../dom.js";
import { state } from "../state.js";

/**
 * What an empty list says: why, and what to do about it.
 *
 * @import { ListView } from "../types/index.d.ts"
 */

/** @type {Record<ListView["view"], [iconName: string, title: string, words: string]>} */
const EMPTY = {
  inbox: ["inbox", "The inbox is empty", "New papers wait here until they are read or filed in a collection."],
  all: ["library", "No papers", "Paste a page of papers, or drop a file here."],
  reading: ["book-open", "Nothing is being read", "Press R on a paper to keep it here while you read it."],
  starred: ["star", "No stars yet", "Press S on a paper to find it here again."],
  attention: ["shield-check", "All is well", "Papers whose code moved, was archived or deleted, or came back turn up here after a check, until you dismiss it."],
  duplicates: ["copy", "Nothing is here twice", "Papers that share an identifier, or nearly a title, the first author and the year, turn up here by themselves."],
  trash: ["trash-2", "The trash is empty", "Papers you throw away stay here until you empty it."],
  collection: ["folder", "This collection is empty", "Drag papers onto it, or press F on a paper."],
  search: ["bookmark", "Nothing matches now", "What comes to match this search turns up here by itself."],
  tag: ["tag", "No papers have this tag", "Press T on a paper to tag it."],
};

/** @param {HTMLElement} list @returns {Node[]} */
export function emptyWords(list) {
  const { search, view } = state.query;
  if (state.listError) return words("circle-alert", search ? "This search cannot be read" : "The list could not be read", state.listError);
  if (!search) return words(...EMPTY[view.view]);
  const everywhere = h("button", { type: "button", class: "button" }, "Search all papers");
  everywhere.addEventListener("click", () => {
    act(list, "select-view", { view: { view: "all" } });
    act(list, "refine-search", { text: search });
  });
  const parts = words("search-x", "No papers match", view.view === "all" ? "Try fewer words, or take a condition away." : "Nothing here has all of these words.");
  return view.view === "all" ? parts : [...parts, everywhere];
}

/** @param {string} name @param {string} title @param {string} text */
function words(name, title, text) {
  return [icon(name), h("p", { class: "empty-title" }, title), h("p", { class: "empty-words" }, text)];
}
