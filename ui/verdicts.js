import { h, svgElement } from "./dom.js";

/** @import { VerdictKind } from "./types/index.d.ts" */

/**
 * How each verdict looks and reads. The shape says it as well as the colour, for readers who see no difference
 * between red and green; the words say it to all.
 *
 * `counted` follows a number of repositories: "3 archived".
 *
 * @typedef {"disc" | "ring" | "dots" | "box" | "arrow" | "cross" | "bar"} Shape
 * @typedef {"ok" | "warn" | "bad" | "calm"} Tone
 * @type {Record<VerdictKind, {words: string, counted: string, shape: Shape, tone: Tone}>}
 */
export const verdicts = {
  alive: { words: "Alive", counted: "alive", shape: "disc", tone: "ok" },
  archived: { words: "Archived", counted: "archived", shape: "box", tone: "warn" },
  moved: { words: "Moved", counted: "moved", shape: "arrow", tone: "warn" },
  empty: { words: "No code yet", counted: "without code", shape: "ring", tone: "warn" },
  "moved-then-gone": { words: "Moved, then gone", counted: "moved, then gone", shape: "cross", tone: "bad" },
  "missing-unconfirmed": { words: "Not found", counted: "not found", shape: "cross", tone: "warn" },
  "private-or-gone": { words: "Private or deleted", counted: "private or deleted", shape: "cross", tone: "bad" },
  gone: { words: "Gone", counted: "gone", shape: "cross", tone: "bad" },
  "name-reused": { words: "Name now used by another", counted: "with the name of another", shape: "cross", tone: "bad" },
  blocked: { words: "Blocked", counted: "blocked", shape: "bar", tone: "bad" },
  disabled: { words: "Disabled", counted: "disabled", shape: "bar", tone: "bad" },
  "not-a-repository": { words: "Not a repository", counted: "not a repository", shape: "bar", tone: "calm" },
  unchecked: { words: "Not checked yet", counted: "not checked yet", shape: "dots", tone: "calm" },
  "rate-limited": { words: "Waiting for the host", counted: "waiting for the host", shape: "dots", tone: "calm" },
  offline: { words: "Offline", counted: "not reached", shape: "dots", tone: "calm" },
  "server-trouble": { words: "The host has trouble", counted: "with the host in trouble", shape: "dots", tone: "calm" },
  "token-invalid": { words: "Token refused", counted: "with the token refused", shape: "dots", tone: "calm" },
  unknown: { words: "Not known", counted: "unclear", shape: "dots", tone: "calm" },
};

/** @type {Record<Shape, () => SVGElement[]>} */
const drawings = {
  disc: () => [svgElement("circle", { cx: "8", cy: "8", r: "5", fill: "currentColor" })],
  ring: () => [svgElement("circle", { cx: "8", cy: "8", r: "4.25", ...stroke("1.5") })],
  dots: () => [svgElement("circle", { cx: "8", cy: "8", r: "4.5", ...stroke("1.5"), "stroke-dasharray": "1.6 1.93" })],
  box: () => [svgElement("rect", { x: "3.5", y: "3.5", width: "9", height: "9", rx: "1.5", fill: "currentColor" })],
  arrow: () => [svgElement("path", { d: "M3 8h9.5M8.5 4l4 4-4 4", ...stroke("2") })],
  cross: () => [svgElement("path", { d: "M4 4l8 8M12 4l-8 8", ...stroke("2") })],
  bar: () => [svgElement("circle", { cx: "8", cy: "8", r: "5", ...stroke("1.5") }), svgElement("path", { d: "M4.5 8h7", ...stroke("2") })],
};

/**
 * @param {string} width
 * @returns {Record<string, string>}
 */
function stroke(width) {
  return { fill: "none", stroke: "currentColor", "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" };
}

/**
 * The badge of a verdict: its shape with the words beside it or, when `compact`, as its name.
 *
 * @param {VerdictKind} kind
 * @param {{compact?: boolean, words?: string}} [options] `words` replaces the general ones ("Moved to a/b")
 * @returns {HTMLElement}
 */
export function verdictBadge(kind, { compact = false, words } = {}) {
  const verdict = verdicts[kind] ?? verdicts.unknown;
  const said = words || verdict.words;
  const shape = svgElement("svg", { class: "verdict-shape", viewBox: "0 0 16 16", "aria-hidden": "true" }, ...drawings[verdict.shape]());
  if (compact) {
    return h("span", { class: `verdict compact ${verdict.tone}`, role: "img", "aria-label": `Code: ${said}`, title: `Code: ${said}` }, shape);
  }
  return h("span", { class: `verdict ${verdict.tone}` }, shape, h("span", { class: "verdict-words" }, said));
}
