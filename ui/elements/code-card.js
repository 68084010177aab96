import { act, below, h, icon, svgElement } from "../dom.js";
import { ago, dateOf, fullTime } from "../time.js";
import { verdictBadge, verdicts } from "../verdicts.js";
import { insidePart } from "./code-inside.js";
import { hasCopy, isLiving, rescuePart, tryIt } from "./code-rescue.js";
import { counted } from "./sheet-parts.js";

/** @import { CheckPoint, CodeAsOf, Evidence, Notice, NoticeKind, RepositoryCard } from "../types/index.d.ts" */

/**
 * One repository of a paper: what it is, whether it is still there, and what can be done with it.
 *
 * @param {RepositoryCard} card
 */
export function codeCard(card) {
  const { repository, verdict, facts } = card;
  const rejected = card.status === "rejected";
  const element = h("article", { class: rejected ? "code-card rejected" : "code-card", "aria-label": `Code: ${name(card)}` });
  const run = (/** @type {string} */ action, /** @type {Record<string, unknown>} */ args) => () => act(element, action, args);
  element.append(
    h("header", {},
      h("h3", {}, name(card)),
      verdictBadge(verdict.kind, { words: verdict.headline || verdicts[verdict.kind].words }),
    ),
  );
  if (card.notice && !rejected) element.append(noticeLine(card.notice, card.mention_id));
  if (facts.description) element.append(h("p", { class: "dim" }, facts.description));
  if (verdict.detail) element.append(h("p", {}, verdict.detail));
  if (card.confidence !== "high" && card.status === "found") element.append(h("p", { class: "dim" }, doubt(card)));
  if (card.path_is_gone) element.append(h("p", { class: "attempt" }, `The paper links to ${card.path}, which is no longer in it.`));
  if (card.attempt) element.append(h("p", { class: "attempt" }, `Last attempt ${ago(card.attempt.at)}: ${card.attempt.headline}`));
  const line = factsLine(card);
  if (line.length) element.append(h("p", { class: "facts" }, ...line));
  if (card.history.length > 1) element.append(chart(card.history));
  if (rejected) {
    element.append(h("footer", {}, h("span", { class: "dim" }, verdict.kind === "moved" ? "Replaced by its new home." : "You said that this is not the paper’s code."), button("undo-2", verdict.kind === "moved" ? "Use the old address again" : "This is its code", run("confirm-mention", { id: card.mention_id }))));
    return element;
  }
  const foot = h("footer", {}, button("external-link", "Open", run("open-repository", { mentionId: card.mention_id }), hasCopy(card) ? "" : "primary"));
  if (card.local?.exists) foot.append(...localButtons(card.local.path));
  if (card.clone_url) {
    foot.append(
      button("download", "Clone…", run("open-sheet", { sheet: "clone", data: { card } })),
      copyButton(`git clone ${card.clone_url}`, element),
    );
  }
  if (verdict.kind === "moved" && verdict.moved_to) {
    foot.append(button("arrow-right", "Update the link to the new home", run("follow-move", { id: card.mention_id })));
  }
  if (verdict.notice_url) foot.append(button("file-text", "Read the notice", run("open-link", { url: verdict.notice_url })));
  foot.append(button("refresh-cw", card.checked_at ? "Check again" : "Check", run("check", { scope: { scope: "repository", id: repository.id } })));
  foot.append(moreButton(card));
  element.append(foot);
  if (card.as_of) element.append(asOfPart(card, card.as_of));
  if (card.inside) element.append(insidePart(card, card.inside));
  const rescue = rescuePart(card);
  if (rescue) element.append(rescue);
  if (card.evidence) element.append(evidence(card.evidence));
  return element;
}

/** @param {string} command @param {HTMLElement} card */
function copyButton(command, card) {
  const copy = button("copy", "Copy command", () => act(card, "copy", { text: command, words: "Clone command copied" }));
  copy.title = command;
  copy.setAttribute("aria-label", "Copy clone command");
  return copy;
}

/** What is wanted less often. @param {RepositoryCard} card */
function moreButton(card) {
  const { mention_id: mentionId } = card;
  const more = button("ellipsis", "", () => {
    /** @type {import("./context-menu.js").MenuItem[]} */
    const items = [];
    const slowly = (/** @type {string} */ words, /** @type {string} */ name, /** @type {string} */ done) => () => void tryIt(more, words, name, { mentionId }, done);
    if (isLiving(card) && card.repository.kind === "github") {
      items.push({ title: card.inside ? "Look inside again" : "Look inside: facts and README", icon: "eye", run: slowly("Asking GitHub what is in it…", "look-inside", "Looked inside: what is in it is on its card") });
      items.push({ title: card.as_of ? "Look again for the code as of the paper" : "Code as of the paper", icon: "history", run: slowly("Asking GitHub for the commit of the paper's day…", "code-as-of", "Found: the commit is on its card") });
    }
    if (isLiving(card) && card.clone_url && !card.preservation) {
      items.push({ title: "Preserve now", icon: "archive-restore", run: slowly("Asking Software Heritage to keep a copy…", "preserve", "Asked: the request is on its card") });
    }
    if (card.confidence === "low" && card.status === "found") items.push({ title: "This is its code", icon: "circle-check", run: () => act(more, "confirm-mention", { id: mentionId }) });
    if (items.length) items.push("line");
    items.push({ title: card.repository.kind === "page" ? "Not this paper’s page" : "Not this paper’s code", icon: "circle-x", run: () => act(more, "reject-mention", { id: mentionId }) });
    act(more, "menu", { items, ...below(more) });
  }, "quiet");
  more.append(h("span", { class: "more-words" }, "More"));
  more.setAttribute("aria-label", "More");
  more.setAttribute("aria-haspopup", "menu");
  return more;
}

/** Which commit the paper describes. @param {RepositoryCard} card @param {CodeAsOf} asOf */
function asOfPart(card, { day, commit, looked_at }) {
  const part = h("div", { class: "rescue" });
  const paper = `As of the paper (by ${dateOf(Date.parse(`${day}T12:00:00`))})`;
  if (!commit) {
    part.append(h("p", {}, h("span", { title: `Looked ${fullTime(looked_at)}` }, `${paper}: nothing. The repository has no commit as old as that.`)));
    return part;
  }
  const { sha, at, url, since } = commit;
  const moved = since === null ? "" : since === 0 ? "; nothing has changed since" : since === 1 ? "; 1 commit since" : `; ${since.toLocaleString("en")} commits since`;
  const open = button("external-link", "Open at that commit", () => act(part, "open-link", { url }));
  const clone = button("download", "Clone at that commit…", () => act(part, "open-sheet", { sheet: "clone", data: { card, commit: sha } }));
  const command = `git clone ${card.clone_url} ${card.repository.name} && git -C ${card.repository.name} checkout ${sha}`;
  const copy = button("copy", "Copy checkout command", () => act(part, "copy", { text: command, words: "Checkout command copied" }));
  part.append(
    h("p", {}, h("span", { title: `Looked ${fullTime(looked_at)}` }, `${paper}: commit `, h("code", {}, sha.slice(0, 7)), ` of ${dateOf(at)}${moved}.`)),
    h("p", {}, open, clone, copy),
  );
  return part;
}

/** @type {Record<NoticeKind, string>} */
const NEWS = {
  lost: "New: it can no longer be reached.",
  moved: "New: it moved.",
  archived: "New: it was archived.",
  "came-back": "New: it is back.",
  released: "New: there is code now.",
};

/** What changed since the reader last looked. @param {Notice} notice @param {number} mentionId */
function noticeLine(notice, mentionId) {
  const dismiss = button("check", "Dismiss", () => act(dismiss, "dismiss-notice", { mentionId }), "small");
  return h("p", { class: "notice" }, h("span", {}, NEWS[notice.kind], " ", h("span", { class: "dim", title: fullTime(notice.at) }, `Seen ${ago(notice.at)}.`)), dismiss);
}

/** For a clone on this machine. @param {string} path */
function localButtons(path) {
  const edit = button("square-pen", "Open in editor", () => act(edit, "edit-folder", { path, ...below(edit) }));
  edit.title = path;
  return [button("folder", "Open folder", () => act(edit, "open-folder", { path })), edit];
}

/** @param {RepositoryCard} card */
function name({ repository, path }) {
  if (repository.kind === "page") return repository.url.replace(/^https:\/\/(www\.)?/, "").replace(/\/$/, "");
  const own = [repository.owner, repository.name].filter(Boolean).join("/") || repository.host;
  const host = repository.kind === "github" ? "" : `${repository.host} · `;
  return `${host}${own}${path ? ` · ${path}` : ""}`;
}

/** @param {RepositoryCard} card */
function doubt(card) {
  const others = card.candidates.length ? ` It could also be ${card.candidates.join(" or ")}; the check chooses.` : "";
  if (card.confidence === "low" && card.found_in === "source") return "A guess of the service that named it, not the authors’ word.";
  return card.repository.kind === "pages" ? `A project page: its repository is a guess.${others}` : `Read from a broken link.${others}`;
}

/** @param {RepositoryCard} card @returns {Node[]} */
function factsLine({ facts, checked_at }) {
  /** @type {[string, string, string?][]} */
  const parts = [];
  if (facts.stars !== null) parts.push(["star", counted(facts.stars, "star")]);
  if (facts.pushed_at) parts.push(["git-branch", `last push ${dateOf(facts.pushed_at)}`]);
  if (facts.language) parts.push(["terminal", facts.language]);
  if (facts.licence) parts.push(["file-text", facts.licence === "Other" ? "Other licence" : facts.licence]);
  if (checked_at) parts.push(["clock", `checked ${ago(checked_at)}`, fullTime(checked_at)]);
  return parts.map(([sign, words, title]) => h("span", { title }, icon(sign), words));
}

/** @param {Evidence} evidence */
function evidence(evidence) {
  const lines = evidence.requests.map((request, i) => `${request} → ${evidence.statuses[i] || "no answer"}`);
  if (evidence.request_id) lines.push(`request id: ${evidence.request_id}`);
  lines.push(...evidence.headers);
  if (evidence.message) lines.push(evidence.message);
  return h("details", {}, h("summary", {}, `Evidence of ${fullTime(evidence.at)}`), h("pre", {}, lines.join("\n")));
}

/** @param {CheckPoint[]} points oldest first */
function chart(points) {
  const width = 240;
  const first = points[0]?.at ?? 0;
  const span = Math.max(1, (points.at(-1)?.at ?? 0) - first);
  const most = Math.max(1, ...points.map((point) => point.stars ?? 0));
  const x = (/** @type {CheckPoint} */ point) => 4 + ((point.at - first) / span) * (width - 8);
  const starred = points.filter((point) => point.stars !== null);
  const line = starred.map((point) => `${x(point).toFixed(1)},${(26 - ((point.stars ?? 0) / most) * 22).toFixed(1)}`).join(" ");
  const words = `${points.length} checks since ${dateOf(first)}; stars from ${starred[0]?.stars ?? "unknown"} to ${starred.at(-1)?.stars ?? "unknown"}`;
  const svg = svgElement("svg", { class: "history", viewBox: `0 0 ${width} 36`, role: "img", "aria-label": words });
  if (starred.length > 1) svg.append(svgElement("polyline", { points: line, fill: "none", stroke: "currentColor", "stroke-width": "1.5" }));
  for (const point of points) svg.append(svgElement("circle", { cx: x(point).toFixed(1), cy: "32", r: "2.5", class: verdicts[point.kind].tone }));
  return h("figure", { title: words }, svg);
}

/** @param {string} sign @param {string} words @param {() => void} run @param {string} [kind] */
function button(sign, words, run, kind = "") {
  const made = h("button", { type: "button", class: `button ${kind}` }, icon(sign), words);
  made.addEventListener("click", run);
  return made;
}
