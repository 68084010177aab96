import * as api from "./api.js";
import { forget } from "./rows.js";
import { keepSelection } from "./selection.js";
import { set, state } from "./state.js";

/**
 * Keeps `state` true to the library: reads again what an event says has changed. Of several wishes for the same
 * thing, one read is under way and one waits; answers to an older wish are dropped.
 */

/**
 * Runs `work` at most once at a time; calls made meanwhile share one more run.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {() => Promise<T>} fulfilled by a run that began after the call
 */
function oneAtATime(work) {
  /** @type {Promise<T> | null} */
  let running = null;
  /** @type {Promise<T> | null} */
  let next = null;
  /** @returns {Promise<T>} */
  const run = () => {
    if (!running) return (running = work().finally(() => (running = null)));
    next ??= running.catch(() => {}).then(() => ((next = null), run()));
    return next;
  };
  return run;
}

export const readOverview = oneAtATime(async () => {
  set("overview", { overview: await api.overview() });
});

let listedView = "";
/** Of so many papers the whole list takes long enough to be seen coming. */
const MANY = 20_000;
/** More than a screen of any height. */
const FIRST = 200;

export const readIds = oneAtATime(async () => {
  const query = state.query;
  const asked = JSON.stringify([query.view, query.search]);
  const isOther = asked !== listedView;
  try {
    const before = state.ids;
    // Elsewhere than at the top of a list its first rows are not what is waited for.
    const isAtTop = isOther && (listedView || state.selection.cursor === null);
    if (isAtTop && (state.overview?.counts.all ?? MANY) >= MANY) {
      const ids = await api.listIds({ ...query, first: FIRST });
      if (state.query !== query) return;
      set("ids", { ids });
    }
    const ids = await api.listIds(query);
    if (state.query !== query) return;
    listedView = asked;
    set("ids", { ids, listing: false, listError: "" });
    keepSelection(before, isOther);
  } catch (error) {
    if (state.query !== query) return;
    const failure = /** @type {import("./api.js").ApiError} */ (error);
    // A collection that was deleted elsewhere: everything is the nearest place to go.
    if (failure.code === "not-found" && query.view.view !== "all") return void setQuery({ view: { view: "all" } });
    set("ids", { ids: new Float64Array(), listing: false, listError: failure.message });
  }
});

/** @param {Partial<import("./types/index.d.ts").ListQuery>} patch */
export function setQuery(patch) {
  // Which group a paper is in changes with papers that no event names.
  if (patch.view?.view === "duplicates") forget(null);
  set("query", { query: { ...state.query, ...patch }, listing: true });
  return readIds();
}

/** Reads the paper under the cursor, or nothing when several are selected. */
export const readPaper = oneAtATime(async () => {
  const id = shownId();
  if (id === null) return void (state.paper && set("paper", { paper: null }));
  try {
    const paper = await api.paper(id);
    if (shownId() === id) set("paper", { paper });
  } catch {
    // It was deleted meanwhile; the list that follows selects another.
    if (shownId() === id) set("paper", { paper: null });
  }
});

/** @returns {number | null} */
const shownId = () => (state.selection.ids.size === 1 ? ([...state.selection.ids][0] ?? null) : null);

/** Papers changed, here or in another program; null: any may have. @param {number[] | null} papers */
export async function libraryChanged(papers) {
  forget(state.query.view.view === "duplicates" ? null : papers);
  const shown = shownId();
  const work = [readOverview(), readIds()];
  if (!papers || (shown !== null && papers.includes(shown))) work.push(readPaper());
  await Promise.all(work);
}

let lastOverview = 0;

/** @param {import("./types/index.d.ts").CheckProgress} progress */
export function checkProgressed(progress) {
  set("progress", { progress });
  const changed = progress.changed_papers;
  const isOver = !isChecking();
  if (changed.length) forget(changed);
  const shown = shownId();
  if (shown !== null && changed.includes(shown)) void readPaper();
  // Counts move with every answer; once a second is enough for the eye.
  if (!isOver && Date.now() - lastOverview < 1000) return;
  lastOverview = Date.now();
  void readOverview();
  if (isOver) void readIds();
}

export const isChecking = () => state.progress?.state === "running" || state.progress?.state === "waiting";
