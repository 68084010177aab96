import { act } from "../dom.js";
import { state } from "../state.js";

/**
 * @import { DragItem } from "../drag.js"
 * @import { Item } from "./sidebar-items.js"
 * @typedef {"into" | "before" | "after"} Place
 */

/**
 * Lets dragged papers and collections be put down on the sidebar's rows.
 *
 * @param {HTMLElement} sidebar
 * @param {(key: string | null) => Item | undefined} find the item of a row
 */
export const takeDrops = (sidebar, find) => new DropPlace(sidebar, find);

/** Where a dragged thing may be put down, and what happens then. */
class DropPlace {
  #sidebar;
  #find;
  /** @type {HTMLElement | null} */
  #marked = null;

  /** @param {HTMLElement} sidebar @param {(key: string | null) => Item | undefined} find */
  constructor(sidebar, find) {
    this.#sidebar = sidebar;
    this.#find = find;
    sidebar.addEventListener("item-over", (event) => this.#onOver(/** @type {CustomEvent} */ (event)));
    sidebar.addEventListener("item-leave", () => this.#mark(null));
    sidebar.addEventListener("item-drop", (event) => this.#onDrop(/** @type {CustomEvent} */ (event)));
  }

  /** @param {CustomEvent<{item: DragItem, x: number, y: number}>} event */
  #onOver(event) {
    const target = this.#targetOf(event);
    this.#mark(target?.row ?? null, target?.place);
    if (target) event.preventDefault();
  }

  /** @param {CustomEvent<{item: DragItem, x: number, y: number}>} event */
  #onDrop(event) {
    const target = this.#targetOf(event);
    this.#mark(null);
    if (!target) return;
    const { item } = event.detail;
    const { onto, place } = target;
    if (item.kind === "papers") this.#putPapers(item.ids, onto);
    else if (onto.collection) this.#putCollection(item.id, onto.collection, place);
  }

  /** @param {CustomEvent<{item: DragItem, x: number, y: number}>} event */
  #targetOf(event) {
    const row = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest(".side-item")) : null;
    const onto = row && this.#find(row.dataset.key ?? null);
    if (!onto) return null;
    const { item, y } = event.detail;
    if (item.kind === "papers") {
      const { view } = onto.view;
      const takes = view === "collection" || view === "tag" || view === "starred" || view === "reading" || view === "trash";
      return takes && state.query.view.view !== "trash" ? { row, onto, place: /** @type {Place} */ ("into") } : null;
    }
    if (!onto.collection || this.#isWithin(onto.collection.id, item.id)) return null;
    const { top, height } = row.getBoundingClientRect();
    const at = (y - top) / height;
    return { row, onto, place: /** @type {Place} */ (at < 0.28 ? "before" : at > 0.72 && !onto.open ? "after" : "into") };
  }

  /** A collection cannot go into itself. @param {number} id @param {number} outer */
  #isWithin(id, outer) {
    const all = state.overview?.collections ?? [];
    for (let at = /** @type {number | null} */ (id); at !== null; at = all.find((each) => each.id === at)?.parent_id ?? null) if (at === outer) return true;
    return false;
  }

  /** @param {number[]} ids @param {Item} onto */
  #putPapers(ids, { view }) {
    if (view.view === "collection") act(this.#sidebar, "file-papers", { collectionId: view.id, ids });
    else if (view.view === "tag") act(this.#sidebar, "tag-papers", { ids, add: [view.name], remove: [] });
    else if (view.view === "starred") act(this.#sidebar, "edit-papers", { ids, edit: { field: "starred", value: true } });
    else if (view.view === "reading") act(this.#sidebar, "edit-papers", { ids, edit: { field: "read-state", value: "reading" } });
    else act(this.#sidebar, "trash-papers", { ids });
  }

  /** @param {number} id @param {import("../types/index.d.ts").Collection} onto @param {Place} place */
  #putCollection(id, onto, place) {
    if (place === "into") return act(this.#sidebar, "move-collection", { id, parentId: onto.id, position: this.#childrenOf(onto.id, id).length });
    const siblings = this.#childrenOf(onto.parent_id, id);
    const at = siblings.findIndex((each) => each.id === onto.id);
    act(this.#sidebar, "move-collection", { id, parentId: onto.parent_id, position: place === "before" ? at : at + 1 });
  }

  /** Positions count without the one that moves. @param {number | null} parentId @param {number} but */
  #childrenOf(parentId, but) {
    return (state.overview?.collections ?? []).filter((each) => each.parent_id === parentId && each.id !== but);
  }

  /** @param {HTMLElement | null} row @param {Place} [place] */
  #mark(row, place) {
    if (this.#marked !== row) this.#marked?.removeAttribute("data-drop");
    this.#marked = row;
    if (row && place) row.dataset.drop = place;
  }
}
