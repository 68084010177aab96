import { act, h, icon } from "../dom.js";
import { findMath, formula } from "../math.js";

/** @import { Annotation, AnnotationColor, TextLink } from "../types/index.d.ts" */

/** @type {[AnnotationColor, string][]} */
const COLOURS = [["yellow", "Yellow"], ["green", "Green"], ["blue", "Blue"], ["pink", "Pink"]];

/**
 * The abstract: prose with formulas set, repository links alive, and highlights. Offsets are UTF-16 units of the text
 * as stored; each piece of the page knows which stretch it stands for.
 */
export class AbstractText extends HTMLElement {
  /** @type {{id: number, text: string, links: TextLink[], annotations: Annotation[]} | null} */
  #shown = null;
  #bar = h("div", { class: "highlight-bar", role: "toolbar", "aria-label": "Highlight the selection", hidden: true });
  #prose = h("div", { class: "prose", tabindex: "0", role: "document", "aria-label": "Abstract" });

  connectedCallback() {
    if (this.firstChild) return;
    for (const [colour, name] of COLOURS) {
      const button = h("button", { type: "button", class: `swatch ${colour}`, title: `Highlight in ${name.toLowerCase()}`, "aria-label": `Highlight in ${name.toLowerCase()}` });
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => this.#highlight(colour));
      this.#bar.append(button);
    }
    this.append(this.#bar, this.#prose);
    this.#prose.addEventListener("mouseup", () => setTimeout(() => this.#offer()));
    this.#prose.addEventListener("keyup", () => this.#offer());
    this.#prose.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("selectionchange", () => {
      if (!this.#range()) this.#bar.hidden = true;
    });
  }

  /** @param {{id: number, text: string, links: TextLink[], annotations: Annotation[]}} shown */
  show(shown) {
    if (JSON.stringify(shown) === JSON.stringify(this.#shown)) return;
    this.#shown = shown;
    this.#bar.hidden = true;
    this.#prose.replaceChildren(...paragraphs(shown.text, pieces(shown)));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = /** @type {Element} */ (event.target);
    const link = target.closest("a");
    if (link) {
      event.preventDefault();
      act(this, "open-link", { url: link.getAttribute("href") });
      return;
    }
    const mark = target.closest("[data-annotation]");
    if (mark && getSelection()?.isCollapsed) {
      this.dispatchEvent(new CustomEvent("annotation-chosen", { bubbles: true, detail: { id: Number(mark.getAttribute("data-annotation")) } }));
    }
  }

  /** The selection as offsets of the abstract. */
  #range() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!this.#prose.contains(range.commonAncestorContainer)) return null;
    const start = offset(range.startContainer, range.startOffset, false);
    const end = offset(range.endContainer, range.endOffset, true);
    return start !== null && end !== null && start < end ? { start, end, box: range.getBoundingClientRect() } : null;
  }

  #offer() {
    const range = this.#range();
    this.#bar.hidden = !range;
    if (!range) return;
    const own = this.getBoundingClientRect();
    this.#bar.style.left = `${Math.max(0, Math.min(range.box.left - own.left, own.width - 150))}px`;
    this.#bar.style.top = `${range.box.top - own.top - 40}px`;
  }

  /** @param {AnnotationColor} color */
  #highlight(color) {
    const range = this.#range();
    if (!range || !this.#shown) return;
    act(this, "add-annotation", { paperId: this.#shown.id, color, start: range.start, end: range.end });
    getSelection()?.removeAllRanges();
  }
}

/**
 * The offset in the abstract of a place in the page: of its piece's start, and within it where it is plain text.
 *
 * @param {Node} node @param {number} at @param {boolean} isEnd
 */
function offset(node, at, isEnd) {
  if (node.nodeType === Node.ELEMENT_NODE && node.childNodes.length) {
    const child = node.childNodes[Math.min(at, node.childNodes.length - 1)];
    if (child && at < node.childNodes.length) return offset(child, 0, isEnd);
    if (child) return offset(child, child.textContent?.length ?? 0, isEnd);
  }
  const piece = (node instanceof Element ? node : node.parentElement)?.closest("[data-start]");
  if (!piece) return null;
  const start = Number(piece.getAttribute("data-start"));
  // A formula is selected whole or not at all.
  if (piece.classList.contains("whole")) return isEnd ? Number(piece.getAttribute("data-end")) : start;
  return start + at;
}

/**
 * The text cut at every boundary of a link, a formula or a highlight.
 *
 * @param {{text: string, links: TextLink[], annotations: Annotation[]}} shown
 */
function pieces({ text, links: found, annotations }) {
  const links = found.map((link) => ({ ...link, end: /^\.git\b/i.test(text.slice(link.end, link.end + 5)) ? link.end + 4 : link.end }));
  const live = annotations.filter((one) => !one.orphaned);
  const overlaps = (/** @type {{start: number, end: number}} */ one) => links.some((link) => one.start < link.end && link.start < one.end);
  const maths = findMath(text).filter((math) => !overlaps(math));
  const cuts = new Set([0, text.length]);
  const inMath = (/** @type {number} */ at) => maths.some((math) => at > math.start && at < math.end);
  for (const one of [...links, ...live]) for (const at of [one.start, one.end]) if (at <= text.length && !inMath(at)) cuts.add(at);
  for (const math of maths) cuts.add(math.start).add(math.end);
  for (let at = text.indexOf("\n\n"); at >= 0; at = text.indexOf("\n\n", at + 2)) if (!inMath(at)) cuts.add(at).add(at + 2);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, i) => {
    const end = places[i + 1] ?? text.length;
    const covers = (/** @type {{start: number, end: number}} */ one) => one.start < end && start < one.end;
    return { start, end, link: links.find(covers), math: maths.find(covers), marks: live.filter(covers) };
  });
}

/**
 * @param {string} text
 * @param {ReturnType<typeof pieces>} list
 */
function paragraphs(text, list) {
  let paragraph = h("p");
  const all = [paragraph];
  for (const piece of list) {
    const words = text.slice(piece.start, piece.end);
    if (words === "\n\n") {
      paragraph = h("p");
      all.push(paragraph);
      continue;
    }
    const last = piece.marks.at(-1);
    const element = piece.link
      ? h("a", { href: piece.link.url, title: `Open ${piece.link.url}` }, words)
      : piece.math ? formula(piece.math.tex, words, piece.math.display) : h("span", {}, words);
    element.dataset.start = String(piece.start);
    element.dataset.end = String(piece.end);
    if (piece.math) element.classList.add("whole");
    if (last) {
      element.classList.add("highlight", last.color);
      element.dataset.annotation = String(last.id);
      if (last.comment) element.title = last.comment;
    }
    paragraph.append(element);
    if (last?.comment && last.end === piece.end) paragraph.append(h("sup", { class: "has-comment" }, icon("message-square", "has a comment")));
  }
  return all;
}

customElements.define("abstract-text", AbstractText);
