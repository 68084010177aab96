import { set, state } from "./state.js";

/** Which papers are selected, and where the keyboard stands among them. */

/** Selects one paper alone. @param {number | null} id */
export function selectOnly(id) {
  const { ids, cursor } = state.selection;
  if (cursor === id && ids.size === (id === null ? 0 : 1) && (id === null || ids.has(id))) return;
  change(id === null ? [] : [id], id, id);
}

/** Adds a paper to the selection, or takes it away (Ctrl+click). @param {number} id */
export function toggle(id) {
  const ids = new Set(state.selection.ids);
  if (!ids.delete(id)) ids.add(id);
  change(ids, id, id);
}

/** Selects from where the selection began to `id` (Shift+click). @param {number} id */
export function extendTo(id) {
  const anchor = state.selection.anchor ?? state.selection.cursor ?? id;
  const [from, to] = [state.ids.indexOf(anchor), state.ids.indexOf(id)];
  if (from < 0 || to < 0) return selectOnly(id);
  change(state.ids.subarray(Math.min(from, to), Math.max(from, to) + 1), id, anchor);
}

export function selectAll() {
  const { cursor, anchor } = state.selection;
  change(state.ids, cursor ?? state.ids[0] ?? null, anchor ?? state.ids[0] ?? null);
}

/**
 * Moves the keyboard's place by some rows, taking the selection along.
 *
 * @param {number} rows
 * @param {boolean} [extend] keep what is selected and add to it
 */
export function moveBy(rows, extend = false) {
  if (!state.ids.length) return;
  const at = state.selection.cursor === null ? -1 : state.ids.indexOf(state.selection.cursor);
  const to = at < 0 ? (rows > 0 ? 0 : state.ids.length - 1) : Math.max(0, Math.min(state.ids.length - 1, at + rows));
  const id = /** @type {number} */ (state.ids[to]);
  if (extend) extendTo(id);
  else selectOnly(id);
}

/**
 * After the list changed: keeps what is still there. When the cursor's paper left the list (to the trash, out of the
 * inbox), the one that took its place is next.
 *
 * @param {Float64Array} before the list until now
 * @param {boolean} isOther whether it is another view or search: then the first paper is next
 */
export function keepSelection(before, isOther) {
  const { ids, cursor, anchor } = state.selection;
  // Most often nothing is selected that could be gone: looking each one up would be slow after "select all".
  const present = ids.size > 1 ? new Set(state.ids) : null;
  const kept = [...ids].filter((id) => (present ? present.has(id) : state.ids.includes(id)));
  if (cursor !== null && state.ids.includes(cursor)) {
    if (kept.length !== ids.size) change(kept.length ? kept : [cursor], cursor, anchor);
    return;
  }
  const place = isOther || cursor === null ? 0 : Math.max(0, before.indexOf(cursor));
  selectOnly(state.ids[Math.min(place, state.ids.length - 1)] ?? null);
}

/** The selected papers in the order of the list. @returns {number[]} */
export function selectedIds() {
  const { ids } = state.selection;
  return ids.size < 2 ? [...ids] : [...state.ids].filter((id) => ids.has(id));
}

/** @param {Iterable<number>} ids @param {number | null} cursor @param {number | null} anchor */
function change(ids, cursor, anchor) {
  set("selection", { selection: { ids: new Set(ids), cursor, anchor } });
}
