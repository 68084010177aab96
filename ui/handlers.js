import * as api from "./api.js";
import { moveBy, selectOnly } from "./selection.js";
import { set, state } from "./state.js";
import { readIds, readOverview, readPaper, setQuery } from "./sync.js";
import { validTextSize } from "./theme.js";
import { actionOf, isPossible } from "./actions.js";
import { capital } from "./elements/sheet-parts.js";
import { makeHandOuts } from "./hand-outs.js";
import { named, papers } from "./named.js";

/**
 * What the window does when an element asks for it; the table of names is at the top of actions.js.
 *
 * @import { AppWindow } from "./main.js"
 * @import { PaperEdit } from "./types/index.d.ts"
 * @typedef {Record<string, any>} Detail what came with the request
 */

/** "Star" and the like show at once where they were asked for; a toast would only be in the way. */
const SEEN_AT_ONCE = new Set(["starred"]);

/** What an edit did, in words; empty when no toast is wanted. @param {number[]} ids @param {PaperEdit} edit */
function editWords(ids, edit) {
  if (edit.field === "read-state") return `Marked ${named(ids)} as ${edit.value === "reading" ? "being read" : edit.value}`;
  if (edit.field === "starred" && ids.length > 1) return `${edit.value ? "Starred" : "Removed the star of"} ${papers(ids.length)}`;
  return SEEN_AT_ONCE.has(edit.field) ? "" : `Changed ${named(ids)}`;
}

/** @param {number} id */
const searchName = (id) => state.overview?.saved_searches.find((each) => each.id === id)?.name ?? "the search";

/** @param {number} id */
const collectionName = (id) => state.overview?.collections.find((each) => each.id === id)?.name ?? "the collection";

/**
 * @param {AppWindow} app
 * @returns {Record<string, (detail: Detail) => unknown>}
 */
export function makeHandlers(app) {
  /**
   * Runs a change of the library, and offers to undo it unless the asker shows it itself.
   *
   * @template T
   * @param {Promise<T>} work
   * @param {string | (() => string)} words "Moved 3 papers to the trash"; empty for no toast; a function where they
   *   name what the change makes
   */
  async function change(work, words = "") {
    // An older toast's Undo would now undo this instead.
    app.toasts.dropUndo();
    const outcome = await work;
    if (words) await offerUndo(words);
    return outcome;
  }

  /** @param {string | (() => string)} words */
  async function offerUndo(words) {
    await readOverview();
    app.toasts.show({ text: typeof words === "string" ? words : words(), undo: state.overview?.undo?.id ?? null });
  }

  /**
   * Runs what reads or writes more than one field. What is being typed is written first, or it would be written over
   * what comes back; an older toast's Undo would undo this instead.
   *
   * @template T
   * @param {() => Promise<T>} work
   */
  async function saved(work) {
    app.toasts.dropUndo();
    await app.paperPane.flush?.();
    const outcome = await work();
    await Promise.all([readOverview(), readIds(), readPaper()]);
    return outcome;
  }

  /** @param {"undo" | "redo"} which */
  async function goBack(which) {
    app.toasts.dropUndo();
    // What is being typed is written first: it is the newest action, and must not be written over what comes back.
    await app.paperPane.flush?.();
    const outcome = await api[which]();
    if (!outcome) return app.toasts.show({ text: `Nothing to ${which}` });
    await Promise.all([readOverview(), readIds(), readPaper()]);
    const { papers: touched, entry } = outcome;
    if (touched.length === 1 && touched[0] !== undefined && state.ids.includes(touched[0])) selectOnly(touched[0]);
    app.toasts.show({ text: `${which === "undo" ? "Undone" : "Done again"}: ${entry.name}`, redo: which === "undo" });
  }

  /** @param {Detail} detail */
  const reviewed = ({ source }) => app.openSheet("import", { source });

  /** @type {Record<string, (detail: Detail) => unknown>} */
  const commands = {
    "add-paper": ({ paper, anyway }) => change(api.addPaper(paper, anyway)),
    "search-remarks": ({ text }) => api.searchRemarks(text),
    "edit-papers": ({ ids, edit, reply }) => change(api.editPapers(ids, edit), reply ? "" : editWords(ids, edit)),
    "tag-papers": ({ ids, add, remove, reply }) => change(api.tagPapers(ids, add, remove), reply ? "" : tagWords(ids, add, remove)),
    "rename-tag": ({ tag, to, reply }) => change(api.renameTag(tag, to), reply ? "" : `Renamed the tag to “${to}”`).then(() => followTag(tag, to)),
    "delete-tag": ({ tag }) => change(api.deleteTag(tag), `Deleted the tag “${tag}”`).then(() => followTag(tag, null)),
    "trash-papers": ({ ids }) => change(api.trashPapers(ids), `Moved ${named(ids)} to the trash`),
    "restore-papers": ({ ids }) => change(api.restorePapers(ids), `Restored ${named(ids)}`),
    "empty-trash": () => emptyTrash(),
    "create-collection": ({ title, parentId, reply }) => change(api.createCollection(title, parentId ?? null), reply ? "" : `Made the collection “${title}”`),
    "rename-collection": ({ id, title, reply }) => change(api.renameCollection(id, title), reply ? "" : `Renamed the collection to “${title}”`),
    "move-collection": ({ id, parentId, position }) => change(api.moveCollection(id, parentId, position), `Moved “${collectionName(id)}”`),
    "delete-collection": ({ id }) => change(api.deleteCollection(id), `Deleted the collection “${collectionName(id)}”; its papers stay`),
    "save-search": ({ title, view, search, reply }) => change(api.saveSearch(title, view, search), reply ? "" : `Saved the search “${title}”`),
    "rename-search": ({ id, title, reply }) => change(api.renameSearch(id, title), reply ? "" : `Renamed the saved search to “${title}”`),
    "change-search": ({ id, search, reply }) => change(api.changeSearch(id, search), reply ? "" : "Changed the saved search"),
    "delete-search": ({ id }) => change(api.deleteSearch(id), `Deleted the saved search “${searchName(id)}”; its papers stay`).then(() => leaveView("search", id)),
    "duplicate-group": ({ id }) => api.duplicateGroup(id),
    "merge-papers": ({ keep, others, edits }) => merge(keep, others, edits),
    "cite-version": ({ paper, version }) => saved(() => api.citeVersion(paper, version)).then(() => offerUndo("Chose the version that is cited")),
    "tell-apart": ({ ids }) => change(api.tellApart(ids), "They will not be shown as duplicates again"),
    "preview-bulk-edit": ({ ids, edit }) => api.previewBulkEdit(ids, edit),
    "bulk-edit": ({ ids, edit }) => bulkEdit(ids, edit),
    "file-papers": ({ collectionId, ids, reply }) => change(api.filePapers(collectionId, ids), reply ? "" : () => `Filed ${named(ids)} in ${collectionName(collectionId)}`),
    "unfile-papers": ({ collectionId, ids, reply }) => change(api.unfilePapers(collectionId, ids), reply ? "" : `Took ${named(ids)} out of ${collectionName(collectionId)}`),
    "add-note": ({ paperId, text }) => change(api.addNote(paperId, text)),
    "save-note": ({ id, text }) => change(api.saveNote(id, text)),
    "delete-note": ({ id }) => change(api.deleteNote(id), "Deleted the note"),
    "add-annotation": ({ paperId, color, start, end }) => change(api.addAnnotation(paperId, color, start, end)),
    "edit-annotation": ({ id, color, comment }) => change(api.editAnnotation(id, color, comment)),
    "delete-annotation": ({ id }) => change(api.deleteAnnotation(id), "Removed the highlight"),
    "attach-files": ({ paperId, paths }) => attach(paperId, paths ?? null),
    "rename-attachment": ({ id, title }) => change(api.renameAttachment(id, title)),
    "remove-attachment": ({ id, name }) => change(api.removeAttachment(id), `Removed “${name}”`),
    "open-attachment": ({ id }) => api.openAttachment(id),
    "save-attachment": ({ id }) => saveAttachment(id),
    "review-import": ({ source, onProgress }) => api.reviewImport(source, onProgress ?? (() => {})),
    "reviewed-draft": ({ at }) => api.reviewedDraft(at),
    "leave-review": () => api.leaveReview(),
    "table-shape": ({ source }) => api.tableShape(source),
    "preview-table": ({ source, columns }) => api.previewTable(source, columns),
    "remember-columns": ({ columns }) => api.rememberColumns(columns),
    "look-up-drafts": ({ source, chosen, onProgress }) => api.lookUpDrafts(source, chosen, onProgress),
    "commit-import": ({ chosen, onProgress }) => change(api.commitImport(chosen, onProgress ?? (() => {}))),
    "cancel-import": () => api.cancelImport(),
    "lookup-services": () => api.lookupServices(),
    "switch-service": ({ service, on }) => api.switchService(service, on),
    "set-service-key": ({ service, key }) => api.setServiceKey(service, key),
    "set-lookup-email": ({ email }) => api.setLookupEmail(email),
    "drop-lookups": ({ waiting }) => api.dropLookups(waiting),
    "try-lookups": () => api.tryLookups(),
    undo: () => goBack("undo"),
    redo: () => goBack("redo"),
    journal: ({ limit }) => api.journal(limit),
    "changes-of": ({ entry }) => api.changesOf(entry),
    "paper-history": ({ paper }) => api.paperHistory(paper),
    "toggle-action": ({ entry }) => saved(() => api.toggleAction(entry)),
    "take-paper-back": ({ paper, before }) => saved(() => api.takePaperBack(paper, before)),
    snapshots: () => api.snapshots(),
    "take-snapshot": () => saved(() => api.takeSnapshot()),
    "restore-preview": ({ snapshot }) => api.restorePreview(snapshot),
    "restore-snapshot": ({ snapshot }) => saved(() => api.restoreSnapshot(snapshot)),
    check: ({ scope }) => api.check(scope),
    "cancel-check": () => api.cancelCheck(),
    "resume-check": () => api.resumeCheck(),
    "check-progress": () => api.checkProgress(),
    "add-repository": ({ paperId, url }) => change(api.addRepository(paperId, url)),
    "reject-mention": ({ id }) => change(api.rejectMention(id), "Removed the repository from this paper"),
    "confirm-mention": ({ id }) => change(api.confirmMention(id)),
    "follow-move": ({ id }) => followMove(id),
    "dismiss-notice": ({ mentionId }) => change(api.dismissNotice(mentionId), "Dismissed what changed about this repository"),
    "dismiss-notices": ({ ids }) => change(api.dismissNotices(ids), `Dismissed what changed about ${named(ids)}`),
    "look-in-archives": ({ mentionId }) => api.lookInArchives(mentionId),
    "code-as-of": ({ mentionId }) => api.codeAsOf(mentionId),
    "look-inside": ({ mentionId }) => api.lookInside(mentionId),
    readme: ({ mentionId }) => api.readme(mentionId),
    preserve: ({ mentionId }) => api.preserve(mentionId),
    "token-state": () => api.tokenState(),
    "set-token": ({ token }) => api.setToken(token),
    "forget-token": () => api.forgetToken(),
    "open-link": ({ url }) => api.openLink(url),
    "open-repository": ({ mentionId }) => api.openRepository(mentionId),
    "clone-repository": ({ mentionId, folder, commit, onProgress }) => api.cloneRepository(mentionId, folder, commit ?? null, onProgress ?? (() => {})),
    "cancel-clone": () => api.cancelClone(),
    editors: () => api.editors(),
    "open-in-editor": ({ path, editor }) => api.openInEditor(path, editor),
    "open-folder": ({ path }) => api.openFolder(path),
    "choose-folder": ({ title }) => api.chooseFolder(title),
    styles: () => api.styles(),
    "open-styles-folder": () => api.openStylesFolder(),
    "choose-live-file": ({ file }) => api.chooseLiveFile(file),
    "keep-live": ({ path, view, format }) => saved(() => api.keepLive(path, view, format)),
    "stop-live": ({ id }) => api.stopLive(id),
    "overwrite-live": ({ id }) => saved(() => api.overwriteLive(id)),
    "take-in-live": ({ id, chosen }) => saved(() => api.takeInLive(id, chosen)),
    "vault-info": () => api.vaultInfo(),
    "set-vault": ({ vault }) => api.setVault(vault),
    "choose-template": () => api.chooseTemplate(),
    "choose-import-files": () => api.chooseImportFiles(),
    settings: () => api.settings(),
    "set-setting": ({ key, value }) => setSetting(key, value),
    "library-info": () => api.libraryInfo(),
    "cite-key": () => api.citeKey(),
    "set-cite-key": ({ key }) => api.setCiteKey(key),
    "mirror-info": () => api.mirrorInfo(),
    "set-mirror-folder": ({ folder }) => api.setMirrorFolder(folder),
    paper: ({ id }) => api.paper(id),
    "find-papers": ({ text, limit }) => findPapers(text, limit ?? 8),
  };

  /** @type {Record<string, (detail: Detail) => unknown>} */
  const windowAsks = {
    "open-sheet": ({ sheet, data }) => app.openSheet(sheet, data),
    "open-import": reviewed,
    "open-paper-form": () => app.openSheet("paper"),
    "open-token": () => app.openSheet("token"),
    "select-view": ({ view }) => {
      app.search.clear();
      set("layout", { sidebarOpen: false, paperOpen: false });
      return setQuery({ view, search: "" });
    },
    search: ({ text }) => setQuery({ search: text }),
    sort: ({ sort }) => setQuery({ sort }),
    "select-paper": ({ id }) => showPaper(id),
    "open-paper": () => {
      set("layout", { paperOpen: true, sidebarOpen: false });
      app.focusPaper();
    },
    back: () => {
      if (state.sidebarOpen) set("layout", { sidebarOpen: false });
      else set("layout", { paperOpen: false });
      app.list.focusList();
    },
    "toggle-sidebar": () => app.toggleSidebar(),
    "focus-search": () => {
      set("layout", { paperOpen: false, sidebarOpen: false });
      app.search.focusInput();
    },
    "refine-search": ({ text }) => app.search.fill(text),
    "focus-list": ({ move }) => {
      app.list.focusList();
      if (move) moveBy(move);
    },
    // The paper chosen last may still be on its way, and a note must not go to the one before it.
    "new-note": () => readPaper().then(() => state.paper && withPaper(() => app.paperPane.newNote?.())),
    "focus-tags": () => withPaper(() => (app.paperPane.focusTags ? app.paperPane.focusTags() : app.palette.open("tag"))),
    "open-code": () => openCode(),
    "merge-shown": () => app.mergeShown(),
    "begin-saved-search": () => app.sidebar.beginSavedSearch(),
    "begin-collection": ({ parentId }) => app.sidebar.beginCollection(parentId ?? null),
    palette: ({ mode }) => app.palette.open(mode ?? "all"),
    menu: ({ items, x, y }) => app.menu.open(items, x, y),
    "edit-folder": ({ path, x, y }) => editFolder(path, x, y),
    toast: ({ text, kind, undo }) => (undo ? offerUndo(text) : app.toasts.show({ text, kind })),
    run: ({ action }) => {
      const found = actionOf(action);
      if (isPossible(found)) found.run(app.ask);
    },
    copy: async ({ text, words }) => {
      await navigator.clipboard.writeText(text);
      app.toasts.show({ text: words ?? "Copied" });
    },
  };

  /** @param {() => void} act */
  function withPaper(act) {
    set("layout", { paperOpen: true, sidebarOpen: false });
    act();
  }

  /** @param {string} key @param {unknown} value */
  async function setSetting(key, value) {
    const kept = key === "textSize" ? validTextSize(value) : value;
    set("settings", { settings: { ...state.settings, [key]: kept } });
    await api.setSetting(key, kept);
  }

  /** In the one editor there is, or in the one chosen from a menu. @param {string} path @param {number} x @param {number} y */
  async function editFolder(path, x, y) {
    const [only, ...others] = await api.editors();
    if (!only) return app.toasts.show({ text: "No editor was found here. Install VS Code, Cursor, Zed or a JetBrains one, or set EDITOR.", kind: "error" });
    if (!others.length) return api.openInEditor(path, only.id);
    const open = (/** @type {string} */ editor) => () => app.ask("open-in-editor", { path, editor });
    app.menu.open([only, ...others].map(({ id, name }) => ({ title: `Open in ${name}`, icon: "square-pen", run: open(id) })), x, y);
  }

  /** The new home was not looked at under its own name yet. @param {number} id */
  async function followMove(id) {
    const repository = await change(api.followMove(id), "The link leads to the new home now");
    await api.check({ scope: "repository", id: repository });
  }

  async function emptyTrash() {
    const count = state.overview?.counts.trash ?? 0;
    const sure = await app.openSheet("confirm", {
      title: "Empty the trash?",
      text: `${papers(count)} with their notes and highlights will be deleted. A snapshot of the library is made first, and undo brings them back.`,
      confirmLabel: `Delete ${papers(count)}`,
      danger: true,
    });
    if (!sure) return;
    const deleted = await change(api.emptyTrash());
    await offerUndo(`Deleted ${papers(deleted)}`);
  }

  /** @param {number} keep @param {number[]} others @param {PaperEdit[]} edits */
  async function merge(keep, others, edits) {
    await saved(() => api.mergePapers(keep, others, edits));
    await offerUndo(`Merged ${papers(others.length + 1)} into one`);
  }

  /** Many papers are changed at once: what is being typed is written first, and what shows is read again. @param {number[]} ids @param {import("./types/index.d.ts").BulkEdit} edit */
  async function bulkEdit(ids, edit) {
    const changed = await saved(() => api.bulkEdit(ids, edit));
    await offerUndo(`Changed ${papers(changed)}`);
    return changed;
  }

  /** @param {number} paperId @param {string[] | null} paths */
  async function attach(paperId, paths) {
    const { attachments, problems } = await change(api.attachFiles(paperId, paths));
    const [first] = attachments;
    if (first) await offerUndo(attachments.length === 1 ? `Attached “${first.name}”` : `Attached ${attachments.length} files`);
    if (problems.length) app.toasts.show({ text: problems.join(" "), kind: "error" });
  }

  /** @param {number} id */
  async function saveAttachment(id) {
    const path = await api.saveAttachment(id);
    if (path) app.toasts.show({ text: `Saved as ${path}` });
  }

  /** What was deleted is no view any more. @param {"search"} kind @param {number} id */
  function leaveView(kind, id) {
    const { view } = state.query;
    if (view.view === kind && view.id === id) return setQuery({ view: { view: "all" } });
  }

  /** The view of a renamed tag goes with it; that of a deleted one ends. @param {string} tag @param {string | null} to */
  function followTag(tag, to) {
    const { view } = state.query;
    if (view.view === "tag" && view.name === tag) return setQuery({ view: to ? { view: "tag", name: to } : { view: "all" } });
  }

  /** @param {number[]} ids @param {string[]} add @param {string[]} remove */
  function tagWords(ids, add, remove) {
    const list = (/** @type {string[]} */ names) => names.map((name) => `“${name}”`).join(", ");
    return add.length ? `Tagged ${named(ids)} ${list(add)}` : `Took the tag ${list(remove)} off ${named(ids)}`;
  }

  /** Shows a paper from wherever it was asked for: where it is not in the list, the list becomes all papers. @param {number} id */
  async function showPaper(id) {
    if (!state.ids.includes(id)) {
      app.search.clear();
      await setQuery({ view: { view: "all" }, search: "" });
    }
    if (!state.ids.includes(id)) return app.toasts.show({ text: "This paper is in the trash or was deleted.", kind: "error" });
    selectOnly(id);
    set("layout", { paperOpen: true });
    app.list.reveal(id);
  }

  function openCode() {
    const cards = (state.paper?.code ?? []).filter((card) => card.status !== "rejected");
    if (cards.length === 1 && cards[0]) return api.openRepository(cards[0].mention_id);
    if (cards.length > 1) app.palette.open("code");
  }

  /** @param {string} text @param {number} limit */
  async function findPapers(text, limit) {
    const ids = await api.listIds({ view: { view: "all" }, sort: state.query.sort, search: text, first: limit });
    return api.listRows([...ids], text);
  }

  return { ...commands, ...makeHandOuts(app, saved), ...windowAsks };
}

/** For the events that sheets announce. @param {AppWindow} app @param {AbortSignal} signal */
export function hearSheets(app, signal) {
  document.addEventListener("imported", (event) => {
    const { outcome } = /** @type {CustomEvent<{outcome: import("./types/index.d.ts").ImportOutcome}>} */ (event).detail;
    const { added, updated, already_here: known, searches, problems } = outcome;
    if (problems.length) app.toasts.show({ text: `${problems.slice(0, 3).join(" ")}${problems.length > 3 ? ` And ${problems.length - 3} more.` : ""}`, kind: "error" });
    const done = [added.length && `added ${papers(added.length)}`, updated.length && `updated ${papers(updated.length)}`, searches && `saved ${searches === 1 ? "a search" : `${searches} searches`}`];
    const words = done.filter(Boolean).join(", ");
    if (!words) return app.toasts.show({ text: "Nothing was new" });
    const rest = known ? `; ${papers(known)} ${known === 1 ? "was" : "were"} here already` : "";
    app.ask("toast", { text: capital(words) + rest, undo: true });
    const [first] = added.length ? added : updated;
    if (first !== undefined) app.ask("select-paper", { id: first });
  }, { signal });
  document.addEventListener("paper-added", (event) => {
    const { id } = /** @type {CustomEvent<{id: number}>} */ (event).detail;
    app.ask("toast", { text: "Added the paper", undo: true });
    app.ask("select-paper", { id });
  }, { signal });
  document.addEventListener("source-dropped", (event) => {
    app.ask("open-import", { source: /** @type {CustomEvent} */ (event).detail.source });
  }, { signal });
  document.addEventListener("token-stored", () => app.toasts.show({ text: "The token is stored" }), { signal });
}

