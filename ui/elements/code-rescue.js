import { act, ask, h, icon } from "../dom.js";
import { ago, dateOf, fullTime } from "../time.js";
import { capital } from "./sheet-parts.js";

/** @import { Archive, Preservation, PreservationState, RepositoryCard, VerdictKind } from "../types/index.d.ts" */

/** Code that is not to be had where its paper says. @type {Set<VerdictKind>} */
const LOST = new Set(["missing-unconfirmed", "private-or-gone", "gone", "moved-then-gone", "blocked", "disabled", "name-reused", "empty"]);
/** @type {Set<VerdictKind>} */
const LIVING = new Set(["alive", "archived", "moved"]);

/** @type {Record<Archive, {words: string, holds: string}>} */
const ARCHIVES = {
  "software-heritage": { words: "Software Heritage", holds: "the whole repository" },
  wayback: { words: "the Wayback Machine", holds: "its page" },
};

/** @type {Record<PreservationState, string>} */
const STATES = {
  queued: "it is queued", running: "it is being copied", done: "it is kept", refused: "it was refused", failed: "copying it failed",
};

/**
 * What archives keep of a lost repository, or asking one to keep a living one.
 *
 * @param {RepositoryCard} card
 * @returns {HTMLElement | null}
 */
export function rescuePart(card) {
  if (LOST.has(card.verdict.kind)) return copies(card);
  return card.preservation ? preserving(card.mention_id, card.preservation) : null;
}

/** Whether an archive has what is not to be had where its paper says. @param {RepositoryCard} card */
export const hasCopy = ({ verdict, rescue }) => LOST.has(verdict.kind) && Boolean(rescue?.copies.length);

/** @param {RepositoryCard} card */
export const isLiving = (card) => LIVING.has(card.verdict.kind);

/**
 * Asks for something that takes a moment, and says so; what it learns comes with the next drawing of the card.
 *
 * @param {HTMLElement} asker @param {string} words @param {string} name @param {Record<string, unknown>} args
 * @param {string} done what to say when it is there
 */
export async function tryIt(asker, words, name, args, done) {
  // The card may be drawn anew before the answer is here.
  const host = asker.closest("paper-pane") ?? asker;
  act(host, "toast", { text: words, kind: "wait" });
  try {
    await ask(host, name, args);
    act(host, "toast", { text: done });
  } catch (error) {
    act(host, "toast", { text: /** @type {{message: string}} */ (error).message, kind: "error" });
  }
}

/** @param {RepositoryCard} card */
function copies({ rescue, mention_id: mentionId }) {
  const part = h("div", { class: "rescue" });
  const look = asking(rescue ? "Look again" : "Look for an archived copy", "archive-restore", "look-in-archives", mentionId, "Asking the archives…");
  if (!rescue) {
    part.append(look);
    return part;
  }
  for (const [at, copy] of rescue.copies.entries()) {
    const { words, holds } = ARCHIVES[copy.archive];
    // What "Open" is for code that is there.
    const open = h("button", { type: "button", class: at ? "button" : "button primary" }, icon("archive-restore"), "Open archived copy");
    open.setAttribute("aria-label", `Open the copy of ${words}`);
    open.addEventListener("click", () => act(open, "open-link", { url: copy.url }));
    part.append(h("p", {}, h("span", {}, `${capital(words)} keeps ${holds} as of ${dateOf(copy.at)}.`), open));
  }
  const none = rescue.copies.length || rescue.troubles.length ? "" : "Neither Software Heritage nor the Wayback Machine keeps a copy.";
  const words = [none, ...rescue.troubles].filter(Boolean).join(" ");
  part.append(h("p", {}, h("span", { class: "dim", title: fullTime(rescue.looked_at) }, `${words} Looked ${ago(rescue.looked_at)}.`.trim()), look));
  return part;
}

/** @param {number} mentionId @param {Preservation} preservation */
function preserving(mentionId, { state, asked_at, looked_at }) {
  const words = h("span", { class: "dim", title: `As of ${fullTime(looked_at)}` }, `Asked Software Heritage to keep a copy on ${dateOf(asked_at)}; ${STATES[state]}.`);
  const isOver = state === "done" || state === "refused";
  return h("div", { class: "rescue" }, h("p", {}, words, isOver ? null : asking("Ask for its status", "refresh-cw", "preserve", mentionId, "Asking…")));
}

/**
 * A button that asks an archive; what it learns comes with the next drawing of the card.
 *
 * @param {string} words @param {string} sign @param {string} action @param {number} mentionId @param {string} busy
 */
function asking(words, sign, action, mentionId, busy) {
  const label = h("span", {}, words);
  const button = h("button", { type: "button", class: "button" }, icon(sign), label);
  button.addEventListener("click", async () => {
    button.disabled = true;
    label.textContent = busy;
    try {
      await ask(button, action, { mentionId });
    } catch (error) {
      act(button, "toast", { text: /** @type {{message: string}} */ (error).message, kind: "error" });
    } finally {
      button.disabled = false;
      label.textContent = words;
    }
  });
  return button;
}
