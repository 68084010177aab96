import { ask, h } from "../dom.js";
import { choice, identifiersOf, SAID, sideBySide } from "./side-by-side.js";
import { inWords } from "./sheet-parts.js";

/** @import { Draft, Paper, PaperView } from "../types/index.d.ts" */
/** @import { Entry } from "./review-model.js" */

const SAME = "The same work: it goes into that paper. What is empty there is filled, its tags, notes and links are added, and what differs is kept as a version.";
const ANOTHER = "Another work: it becomes a paper of its own, and the two will not be shown as duplicates.";

/**
 * A draft beside the paper that it looks like, and the question whether they are one work.
 *
 * @param {Entry} entry one that looks like another
 * @param {Draft} draft all of it
 * @param {() => void} onDecided
 */
export function twinChoice(entry, draft, onDecided) {
  const { alike } = entry.item;
  const box = h("div", { class: "twin" });
  if (!alike) return box;
  const name = `twin-${alike.to.in}-${entry.item.draft.at}`;
  const same = choice(name, 1, entry.isSame === true, SAME);
  const another = choice(name, 0, entry.isSame === false, ANOTHER);
  const table = h("div", { class: "compared-scroll" });
  box.append(h("div", { role: "radiogroup", "aria-label": "Are the two one work?" }, same, another), table);
  box.addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    entry.decide(input.value === "1");
    onDecided();
  });
  const show = (/** @type {string} */ place, /** @type {Paper | Draft} */ other, /** @type {string[]} */ tags) =>
    table.replaceChildren(compared(place, other, tags, draft));
  const showFailure = (/** @type {unknown} */ error) => table.replaceChildren(h("p", { class: "sheet-hint" }, inWords(error)));
  if (entry.further) {
    void entry.further.load().then((further) => show("Further up in this list", further, further.tags), showFailure);
  } else if (alike.to.in === "library") {
    void ask(document.body, "paper", { id: alike.to.id })
      .then((/** @type {PaperView} */ { paper, tags }) => show(paper.trashed_at ? "In the trash" : "In your library", paper, tags))
      .catch(showFailure);
  }
  return box;
}

/** @param {string} place @param {Paper | Draft} other @param {string[]} tags @param {Draft} draft */
function compared(place, other, tags, draft) {
  const lines = SAID.map(([words, said]) => ({ words, values: [said(other), said(draft)] }));
  const more = [
    { words: "Identifiers", values: [identifiersOf(other), identifiersOf(draft)] },
    { words: "Citation key", values: [other.citation_key ?? "", draft.citation_key ?? ""] },
    { words: "Tags", values: [tags.join(", "), draft.tags.join(", ")] },
  ];
  return sideBySide([place, "In this import"], [...lines, ...more]);
}
