import { actionOf, isPossible, titleOf } from "../actions.js";
import { act, ask, h } from "../dom.js";
import { offerDrags } from "../drag.js";
import { offerDragsOut } from "../drag-out.js";
import { DEFAULT_FORM } from "../cite.js";
import { rowOf, want } from "../rows.js";
import { extendTo, moveBy, selectedIds, selectOnly, toggle } from "../selection.js";
import { on, state } from "../state.js";
import { RowPlaces } from "../virtual.js";
import { emptyWords } from "./list-empty.js";
import { RowView } from "./paper-row.js";

/** @import { MenuItem } from "./context-menu.js" */

/**
 * The list of papers. Only the rows in view exist; they lie in a pane of the size of the view that sticks to its top,
 * because rows placed far down a tall pad were caught blank in WebKit after large jumps.
 */
export class PaperList extends HTMLElement {
  #places = new RowPlaces();
  #pane = h("div", { class: "list-rows", role: "presentation" });
  #pad = h("div", { class: "list-pad", role: "presentation" }, this.#pane);
  #scroller = h("div", { class: "list-scroll", role: "listbox", tabindex: "0", "aria-multiselectable": "true", "aria-label": "Papers" }, this.#pad);
  #probe = h("div", { class: "row-probe", "aria-hidden": "true" });
  #empty = h("div", { class: "list-empty", role: "status" });
  /** @type {RowView[]} */
  #views = [];
  #frame = 0;
  /** The scroll position that we set ourselves; its event says nothing new. */
  #ownScroll = -1;
  /** A press on one of several selected rows: a drag takes them all, a click selects the one. @type {number | null} */
  #pressed = null;

  connectedCallback() {
    this.replaceChildren(this.#probe, this.#scroller, this.#empty);
    this.#scroller.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    this.#scroller.addEventListener("wheel", (event) => this.#onWheel(event), { passive: false });
    this.#scroller.addEventListener("pointerdown", (event) => this.#onPointerDown(event));
    this.#scroller.addEventListener("click", (event) => this.#onClick(event));
    this.#scroller.addEventListener("dblclick", () => act(this, "open-paper"));
    this.#scroller.addEventListener("contextmenu", (event) => this.#onMenu(event));
    this.#scroller.addEventListener("keydown", (event) => this.onKey(event));
    offerDrags(this.#scroller, (event) => this.#dragged(event), new AbortController().signal);
    offerDragsOut(this.#scroller, this.#citations, new AbortController().signal);
    const sizes = new ResizeObserver(() => this.#measure());
    sizes.observe(this.#scroller);
    sizes.observe(this.#probe);
    on("ids", () => this.#onIds());
    on(["rows", "selection"], () => this.#draw());
    on("query", () => this.#showEmpty());
    let cursor = state.selection.cursor;
    on("selection", () => {
      if (state.selection.cursor !== cursor && state.selection.cursor !== null) this.reveal(state.selection.cursor);
      cursor = state.selection.cursor;
    });
  }

  focusList() {
    this.#scroller.focus({ preventScroll: true });
  }

  /** Scrolls as little as shows the paper. @param {number} id */
  reveal(id) {
    const index = state.ids.indexOf(id);
    if (index < 0) return;
    this.#places.reveal(index);
    this.#putScroll();
    this.#draw();
  }

  #view = "";

  #onIds() {
    this.#places.rows = state.ids.length;
    this.#pad.style.height = `${this.#places.padHeight}px`;
    const view = JSON.stringify(state.query);
    if (view !== this.#view) this.#places.moveTo(0);
    else this.#places.moveTo(this.#places.top);
    this.#view = view;
    this.#putScroll();
    this.#showEmpty();
    this.#drawNow();
  }

  #showEmpty() {
    const isEmpty = state.ids.length === 0 && !state.listing && state.overview !== null;
    this.#empty.hidden = !isEmpty;
    this.#scroller.classList.toggle("is-empty", isEmpty);
    this.#empty.replaceChildren(...(isEmpty ? emptyWords(this) : []));
  }

  #measure() {
    const places = this.#places;
    const rowHeight = this.#probe.getBoundingClientRect().height || places.rowHeight;
    // With another text size the same papers stay in view.
    const firstRow = places.top / places.rowHeight;
    Object.assign(places, { rowHeight, height: this.#scroller.clientHeight });
    places.moveTo(firstRow * rowHeight);
    this.#pad.style.height = `${places.padHeight}px`;
    this.#pane.style.height = `${places.height}px`;
    this.#putScroll();
    this.#drawNow();
  }

  #putScroll() {
    this.#ownScroll = Math.round(this.#places.scrollTop);
    if (Math.abs(this.#scroller.scrollTop - this.#ownScroll) >= 1) this.#scroller.scrollTop = this.#ownScroll;
  }

  #onScroll() {
    const { scrollTop } = this.#scroller;
    // A scaled list is finer than its scroll bar: following our own rounding would jump.
    if (Math.abs(scrollTop - this.#ownScroll) > 1.5 || !this.#places.isScaled) {
      this.#places.follow(scrollTop);
      this.#ownScroll = -1;
    }
    this.#drawNow();
  }

  /** In a scaled list a turn of the wheel must still move a few rows, not hundreds. @param {WheelEvent} event */
  #onWheel(event) {
    if (!this.#places.isScaled || event.ctrlKey) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? this.#places.rowHeight / 2 : 1;
    this.#places.moveTo(this.#places.top + event.deltaY * unit);
    this.#putScroll();
    this.#draw();
  }

  #draw() {
    this.#frame ||= requestAnimationFrame(() => this.#drawNow());
  }

  #drawNow() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const places = this.#places;
    const [from, to] = places.span;
    const slots = Math.ceil(places.height / places.rowHeight) + 1;
    while (this.#views.length < slots) this.#pane.append(this.#addView().element);
    const { ids: selected, cursor } = state.selection;
    const isGrouped = state.query.view.view === "duplicates";
    const shownGroup = cursor === null ? null : (rowOf(cursor)?.duplicate ?? null);
    const used = new Set();
    let active = null;
    for (let index = from; index < to; index++) {
      const slot = index % this.#views.length;
      const view = /** @type {RowView} */ (this.#views[slot]);
      const id = /** @type {number} */ (state.ids[index]);
      const row = rowOf(id);
      view.show(index, row, { count: state.ids.length, selected: selected.has(id), current: id === cursor });
      view.group(isGrouped && row ? { begins: rowOf(state.ids[index - 1] ?? 0)?.duplicate !== row.duplicate, shown: row.duplicate === shownGroup } : null);
      view.element.style.transform = `translateY(${Math.round(index * places.rowHeight - places.top)}px)`;
      view.element.hidden = false;
      used.add(slot);
      if (id === cursor) active = view.element.id;
    }
    for (const [slot, view] of this.#views.entries()) if (!used.has(slot)) view.element.hidden = true;
    if (active) this.#scroller.setAttribute("aria-activedescendant", active);
    else this.#scroller.removeAttribute("aria-activedescendant");
    want(from, to);
  }

  #addView() {
    const view = new RowView(this.#views.length);
    this.#views.push(view);
    return view;
  }

  /** @param {EventTarget | null} target */
  #idAt(target) {
    const index = target instanceof Element ? target.closest(".row")?.getAttribute("data-index") : null;
    return index ? (state.ids[Number(index)] ?? null) : null;
  }

  /** @param {PointerEvent} event */
  #onPointerDown(event) {
    const id = this.#idAt(event.target);
    this.#pressed = null;
    if (id === null || event.button !== 0 || event.pointerType === "touch") return;
    if (event.shiftKey) {
      event.preventDefault();
      this.focusList();
      extendTo(id);
    } else if (event.ctrlKey || event.metaKey) toggle(id);
    else if (state.selection.ids.has(id) && state.selection.ids.size > 1) this.#pressed = id;
    else selectOnly(id);
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const id = this.#idAt(event.target);
    if (id === null || event.shiftKey || event.ctrlKey || event.metaKey) return;
    if (this.#pressed === id || !state.selection.ids.has(id)) selectOnly(id);
    if (state.layout === "single") act(this, "open-paper");
  }

  /** @param {PointerEvent} event */
  #dragged(event) {
    const isGrip = event.target instanceof Element && event.target.closest(".row-grip");
    const ids = isGrip ? [] : this.#papersAt(event.target);
    const [id] = ids;
    if (id === undefined) return null;
    const words = ids.length > 1 ? `${ids.length.toLocaleString("en")} papers` : (rowOf(id)?.title ?? "1 paper");
    return { item: /** @type {const} */ ({ kind: "papers", ids }), words };
  }

  /** @type {import("../drag-out.js").Offer} in the form that was chosen last */
  #citations = {
    grip: ".row-grip",
    papers: (grip) => this.#papersAt(grip),
    cite: (ids) => ask(this, "cite-preview", { ids, form: state.settings.citeForm ?? DEFAULT_FORM }),
    dropped: (ids) => act(this, "give-keys", { ids, form: state.settings.citeForm ?? DEFAULT_FORM }),
  };

  /** What a drag that begins there takes: all that are selected, or the one. @param {EventTarget | null} target */
  #papersAt(target) {
    const id = this.#idAt(target);
    if (id === null || state.query.view.view === "trash") return [];
    return state.selection.ids.has(id) ? selectedIds() : [id];
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.#places.height / this.#places.rowHeight) - 1);
    const all = state.ids.length;
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -all, End: all }[event.key];
    if (by !== undefined) moveBy(by, event.shiftKey);
    else if (event.key === " ") moveBy(event.shiftKey ? -page : page);
    else return;
    event.preventDefault();
  }

  /** @param {MouseEvent} event */
  #onMenu(event) {
    event.preventDefault();
    const id = this.#idAt(event.target);
    if (id !== null && !state.selection.ids.has(id)) selectOnly(id);
    if (!state.selection.ids.size) return;
    const row = this.#pane.querySelector(".is-current");
    const box = row?.getBoundingClientRect();
    const [x, y] = id === null && box ? [box.left + 32, box.bottom] : [event.clientX, event.clientY];
    act(this, "menu", { items: this.#menu(), x, y });
  }

  /** @returns {MenuItem[]} */
  #menu() {
    const groups = [["open-code", "check-papers"], ["star", "read", "reading"], ["tag", "file", "unfile"], ["complete", "cite", "copy-citation", "export-selected"], ["restore", "trash"]];
    /** @type {MenuItem[]} */
    const items = [];
    for (const group of groups) {
      const possible = group.map(actionOf).filter(isPossible);
      if (items.length && possible.length) items.push("line");
      for (const action of possible) {
        items.push({
          title: titleOf(action), ...(action.icon && { icon: action.icon }), keys: action.keys?.[0], danger: action.id === "trash",
          run: () => act(this, "run", { action: action.id }),
        });
      }
    }
    return items;
  }
}

customElements.define("paper-list", PaperList);
