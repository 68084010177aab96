import { h } from "./dom.js";

/**
 * Dragging within the window, by pointer events: the web views of the three systems disagree about HTML's own drag and
 * drop as soon as the program takes files dropped from outside.
 *
 * The element under the pointer gets `item-over` (cancel it to say that it takes the thing) and, at the end,
 * `item-drop`; both bubble and carry `{item, x, y}`. `item-leave` goes to the last one that took it.
 *
 * @typedef {{kind: "papers", ids: number[]} | {kind: "collection", id: number}} DragItem
 */

/** How far the pointer goes before a press is a drag, in CSS pixels. */
const SLACK = 6;

/**
 * @param {HTMLElement} host
 * @param {(event: PointerEvent) => {item: DragItem, words: string} | null} pick what a press at this place would drag
 * @param {AbortSignal} signal
 */
export function offerDrags(host, pick, signal) {
  host.addEventListener("pointerdown", (down) => {
    // A finger scrolls; it files papers through the menu.
    if (down.button !== 0 || down.pointerType === "touch" || down.ctrlKey || down.metaKey || down.shiftKey) return;
    const picked = pick(down);
    if (picked) follow(down, picked);
  }, { signal });
}

/** @param {PointerEvent} down @param {{item: DragItem, words: string}} picked */
function follow(down, { item, words }) {
  const ending = new AbortController();
  const { signal } = ending;
  /** @type {HTMLElement | null} */
  let ghost = null;
  /** @type {Element | null} */
  let taker = null;

  const leave = () => {
    taker?.dispatchEvent(new CustomEvent("item-leave", { bubbles: true }));
    taker = null;
  };
  const end = () => {
    leave();
    ghost?.remove();
    document.body.classList.remove("is-dragging");
    ending.abort();
  };
  const begin = () => {
    ghost = h("div", { class: "drag-ghost", "aria-hidden": "true" }, words);
    document.body.append(ghost);
    document.body.classList.add("is-dragging");
    getSelection()?.removeAllRanges();
  };
  window.addEventListener("pointermove", (move) => {
    if (!ghost && Math.hypot(move.clientX - down.clientX, move.clientY - down.clientY) < SLACK) return;
    if (!ghost) begin();
    if (ghost) ghost.style.transform = `translate(${move.clientX + 12}px, ${move.clientY + 8}px)`;
    const under = document.elementFromPoint(move.clientX, move.clientY);
    if (taker !== under) leave();
    const takes = under && !under.dispatchEvent(itemEvent("item-over", item, move));
    if (!takes) leave();
    taker = takes ? under : null;
    document.body.classList.toggle("may-drop", Boolean(takes));
  }, { signal });
  window.addEventListener("pointerup", (up) => {
    const target = taker;
    const moved = ghost !== null;
    end();
    target?.dispatchEvent(itemEvent("item-drop", item, up));
    // The click that follows belongs to the drag.
    if (moved) window.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", stop, { capture: true }), 0);
  }, { signal });
  window.addEventListener("pointercancel", end, { signal });
  window.addEventListener("blur", end, { signal });
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !ghost) return;
    stop(event);
    end();
  }, { signal, capture: true });
}

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}

/** @param {string} name @param {DragItem} item @param {PointerEvent} event */
function itemEvent(name, item, event) {
  return new CustomEvent(name, { bubbles: true, cancelable: true, detail: { item, x: event.clientX, y: event.clientY } });
}
