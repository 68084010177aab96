import * as api from "./api.js";
import { set, state } from "./state.js";

/**
 * The rows of the list that were looked at, fetched a chunk at a time. A row that may have changed keeps being shown
 * until its successor is here: blank rows at every keystroke would flicker.
 *
 * @import { PaperRow } from "./types/index.d.ts"
 */

const CHUNK = 100;
/** About 10 MB; past it the oldest go. */
const MOST = 10_000;

/** @type {Map<number, {row: PaperRow, fresh: number}>} */
const cache = new Map();
/** Rows read under an older number may be out of date. */
let generation = 1;
let inFlight = 0;
let search = "";

/** The row as last read; null when it never was. @param {number} id */
export const rowOf = (id) => cache.get(id)?.row ?? null;

/** The rows of these papers may have changed; null: any may. @param {number[] | null} ids */
export function forget(ids) {
  if (!ids) renew();
  for (const id of ids ?? []) {
    asked.delete(id);
    const kept = cache.get(id);
    if (kept) kept.fresh = 0;
  }
  set("rows");
}

/**
 * Fetches what is missing between two places of the list. At most two requests are under way; the list asks again
 * when one comes back, so that after a long jump only what is then in view is fetched.
 *
 * @param {number} from
 * @param {number} to exclusive
 */
export function want(from, to) {
  if (search !== state.query.search) {
    search = state.query.search;
    renew();
  }
  for (let at = from; at < to && inFlight < 2; at++) {
    const id = state.ids[at];
    if (id === undefined || isSettled(id)) continue;
    const start = Math.floor(at / CHUNK) * CHUNK;
    void fetchChunk([...state.ids.subarray(start, start + CHUNK)].filter((each) => !isSettled(each)));
  }
}

/** Ids that a request under way will bring, and those that none brought. @type {Map<number, number>} */
const asked = new Map();

/** Whether asking for it would bring nothing new. @param {number} id */
const isSettled = (id) => (cache.get(id)?.fresh ?? 0) >= generation || (asked.get(id) ?? 0) >= generation;

function renew() {
  generation += 1;
  asked.clear();
}

/** @param {number[]} ids */
async function fetchChunk(ids) {
  const now = generation;
  inFlight += 1;
  for (const id of ids) asked.set(id, now);
  try {
    for (const row of await api.listRows(ids, search)) keep(row, now);
  } catch {
    // The rows stay placeholders until the next change; why reading fails is said where the list of ids is read.
  } finally {
    inFlight -= 1;
    set("rows");
  }
}

/** @param {PaperRow} row @param {number} fresh */
function keep(row, fresh) {
  if ((cache.get(row.id)?.fresh ?? 0) > fresh) return;
  cache.delete(row.id);
  cache.set(row.id, { row, fresh });
  if (cache.size <= MOST) return;
  const oldest = cache.keys().next().value;
  if (oldest !== undefined) cache.delete(oldest);
}
