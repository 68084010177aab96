import { act, ask, h, icon, setSanitisedHtml } from "../dom.js";
import { setMathIn } from "../math.js";
import { ago, fullTime } from "../time.js";
import { verdictBadge } from "../verdicts.js";

/** @import { CodeFact, FactKind, Inside, Readme, RepositoryCard } from "../types/index.d.ts" */

/** @type {Record<FactKind, string>} */
const NAMES = {
  licence: "Licence", languages: "Languages", release: "Last release", dependencies: "Dependencies", container: "Container", tests: "Tests",
};

/** Mentions whose README is open: a card is drawn anew whenever something about it changes. @type {Set<number>} */
const open = new Set();

/**
 * What a reader found in a repository, each fact with its source.
 *
 * @param {RepositoryCard} card
 * @param {Inside} inside
 */
export function insidePart(card, inside) {
  const facts = h("dl", { class: "inside-facts" });
  /** @type {FactKind | null} */
  let last = null;
  for (const fact of inside.facts) {
    facts.append(...factRow(fact, fact.kind === last));
    last = fact.kind;
  }
  for (const [index, { name, url, verdict, headline }] of inside.links.entries()) {
    facts.append(
      index === 0 ? h("dt", {}, "Weights and data") : "",
      h("dd", {}, verdictBadge(verdict, { compact: true, words: headline }), link(name, url)),
    );
  }
  const part = h("div", { class: "inside" },
    h("p", { class: "inside-head" }, h("b", {}, "Inside"), h("span", { class: "dim", title: fullTime(inside.looked_at) }, `as of ${ago(inside.looked_at)}`)),
    facts,
  );
  if (inside.has_readme) part.append(readme(card));
  return part;
}

/** @param {CodeFact} fact @param {boolean} goesOn */
function factRow({ kind, words, source, url }, goesOn) {
  const from = link(source, url);
  from.classList.add("dim");
  return [goesOn ? "" : h("dt", {}, NAMES[kind]), h("dd", {}, h("span", {}, words), from)];
}

/** @param {string} words @param {string} url */
function link(words, url) {
  const made = h("a", { href: url, class: "link", title: url }, words);
  made.addEventListener("click", (event) => {
    event.preventDefault();
    act(made, "open-link", { url });
  });
  return made;
}

/** @param {RepositoryCard} card */
function readme({ mention_id: mentionId }) {
  const body = h("div", { class: "readme note-body" });
  const details = h("details", {}, h("summary", {}, "README"), body);
  details.addEventListener("toggle", async () => {
    if (!details.open) return void open.delete(mentionId);
    open.add(mentionId);
    if (body.hasChildNodes()) return;
    try {
      /** @type {Readme} */
      const { html, url } = await ask(details, "readme", { mentionId });
      setSanitisedHtml(body, html);
      setMathIn(body);
      const elsewhere = h("button", { type: "button", class: "button" }, icon("external-link"), "Open it on GitHub, with its pictures");
      elsewhere.addEventListener("click", () => act(elsewhere, "open-link", { url }));
      body.after(elsewhere);
    } catch (error) {
      body.textContent = /** @type {{message: string}} */ (error).message;
    }
  });
  body.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link) return;
    event.preventDefault();
    act(body, "open-link", { url: link.getAttribute("href") });
  });
  details.open = open.has(mentionId);
  return details;
}
