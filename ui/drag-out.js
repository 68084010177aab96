/** @import { Cited } from "./types/index.d.ts" */

/**
 * Dragging a citation out of the window, to an editor or a mail, by a grip of its own: this is HTML's drag and drop,
 * which the system takes further, while drags within the window (drag.js) are pointer events, and where a drag will end
 * is not known when it begins.
 *
 * @typedef {object} Offer
 * @property {string} grip a selector
 * @property {(grip: Element) => number[]} papers
 * @property {(ids: number[]) => Promise<Cited>} cite changes nothing
 * @property {(ids: number[]) => void} dropped another program took it
 */

/** @param {HTMLElement} host @param {Offer} offer @param {AbortSignal} signal */
export function offerDragsOut(host, { grip, papers, cite, dropped }, signal) {
  /** What lies under the pointer, asked for before it is pressed: when a drag begins, its data must be there. */
  /** @type {{ids: string, cited: Cited | null}} */
  let ready = { ids: "", cited: null };
  const idsAt = (/** @type {Event} */ event) => {
    const found = event.target instanceof Element ? event.target.closest(grip) : null;
    return found ? papers(found) : [];
  };
  const prepare = (/** @type {Event} */ event) => {
    const ids = idsAt(event);
    if (!ids.length || ready.ids === String(ids)) return;
    /** @type {{ids: string, cited: Cited | null}} */
    const own = { ids: String(ids), cited: null };
    ready = own;
    // Without an answer nothing is dragged; what is wrong is told where papers are cited.
    cite(ids).then((cited) => (own.cited = cited), () => {});
  };
  for (const type of ["pointerover", "pointerdown"]) host.addEventListener(type, prepare, { signal });
  host.addEventListener("dragstart", (event) => {
    if (String(idsAt(event)) !== ready.ids || !ready.cited || !event.dataTransfer) return event.preventDefault();
    event.dataTransfer.effectAllowed = "copy";
    event.dataTransfer.setData("text/plain", ready.cited.text);
    if (ready.cited.html) event.dataTransfer.setData("text/html", ready.cited.html);
  }, { signal });
  host.addEventListener("dragend", (event) => {
    const ids = idsAt(event);
    if (ids.length && event.dataTransfer && event.dataTransfer.dropEffect !== "none") dropped(ids);
    // The form may be another one the next time.
    ready = { ids: "", cited: null };
  }, { signal });
}
