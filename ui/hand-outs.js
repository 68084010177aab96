import * as api from "./api.js";
import { state } from "./state.js";
import { bare, DEFAULT_FORM } from "./cite.js";
import { ask } from "./dom.js";
import { viewTitle } from "./elements/sidebar-items.js";
import { named, papers } from "./named.js";

/**
 * What leaves the window: citations and references for the clipboard, papers and notes for files.
 *
 * @import { AppWindow } from "./main.js"
 * @import { CiteForm, Cited, ListView } from "./types/index.d.ts"
 */

/**
 * @param {AppWindow} app
 * @param {<T>(work: () => Promise<T>) => Promise<T>} saved writes what is being typed before it runs the work
 * @returns {Record<string, (detail: Record<string, any>) => unknown>}
 */
export function makeHandOuts(app, saved) {
  /** @param {number[]} ids @param {CiteForm} form */
  async function copyCitation(ids, form) {
    const cited = saved(() => api.cite(ids.map(bare), form));
    const blob = (/** @type {string} */ type, /** @type {(cited: Cited) => string} */ of) =>
      cited.then((answer) => new Blob([of(answer)], { type }));
    // Promised at once: after waiting, the clipboard no longer knows that the reader asked for it.
    const item = new ClipboardItem({
      "text/plain": blob("text/plain", ({ text }) => text),
      ...("style" in form ? { "text/html": blob("text/html", ({ html, text }) => html ?? text) } : {}),
    });
    await Promise.all([cited, navigator.clipboard.write([item])]);
    app.toasts.show({ text: `Copied the citation of ${named(ids)}` });
  }

  /** Papers without a citation key get one first, so what is being typed is written before. @param {number[]} ids @param {string} format */
  async function copyReferences(ids, format) {
    const text = saved(() => api.references(ids, format));
    // Promised at once: after waiting, the clipboard no longer knows that the reader asked for it.
    const item = new ClipboardItem({ "text/plain": text.then((words) => new Blob([words], { type: "text/plain" })) });
    await Promise.all([text, navigator.clipboard.write([item])]);
    app.toasts.show({ text: `Copied ${ids.length === 1 ? "the reference" : `${ids.length.toLocaleString("en")} references`}` });
  }

  /** Papers without a citation key get one first, so what is being typed is written before. @param {number[]} ids @param {string} format @param {string} name @returns {Promise<boolean>} false when the dialog was dismissed */
  async function writePapers(ids, format, name) {
    const written = await saved(() => api.exportPapers(ids, format, name));
    if (!written) return false;
    const { path, left } = written;
    app.toasts.show({ text: `Exported ${papers(ids.length)} to ${path}${left ? `. ${left}` : ""}` });
    return true;
  }

  /** @param {ListView} view */
  async function exportView(view) {
    const ids = [...(await api.listIds({ view, sort: state.query.sort, search: "" }))];
    if (!ids.length) return app.toasts.show({ text: "There is no paper in it to export" });
    app.openSheet("export", { ids, of: viewTitle(view, state.overview) });
  }

  /** Styles dropped on the window; the last of them is what is cited in from now on. @param {string[]} paths */
  async function addStyles(paths) {
    const names = [];
    for (const path of paths) names.push(await api.addStyle(path));
    const form = { form: state.settings.citeForm?.form === "in-text" ? "in-text" : "list", style: names.at(-1) };
    await ask(document.body, "set-setting", { key: "citeForm", value: form });
    app.toasts.show({ text: `Added ${names.length === 1 ? `the style “${names[0]}”` : `${names.length} styles`}: papers are cited in it from now on` });
    document.dispatchEvent(new CustomEvent("styles-changed"));
  }

  /** @param {number[]} ids */
  async function exportNotes(ids) {
    const file = await saved(() => api.exportNotes(ids));
    if (file) app.toasts.show({ text: `Exported the notes of ${papers(ids.length)} to ${file}` });
  }

  return {
    "cite-preview": ({ ids, form }) => api.citePreview(ids.map(bare), form),
    "add-styles": ({ paths }) => addStyles(paths),
    "key-examples": ({ pattern }) => api.keyExamples(pattern),
    "copy-citation": ({ ids, form }) => copyCitation(ids, form ?? state.settings.citeForm ?? DEFAULT_FORM),
    // A mark that was dropped elsewhere cites by a key, which the paper then keeps.
    "give-keys": ({ ids, form }) => ("style" in form ? undefined : saved(() => api.cite(ids.map(bare), form))),
    "copy-references": ({ ids, format }) => copyReferences(ids, format),
    "export-papers": ({ ids, of }) => app.openSheet("export", { ids, of }),
    "export-preview": ({ ids, format }) => api.exportPreview(ids, format),
    "write-papers": ({ ids, format, file }) => writePapers(ids, format, file),
    "export-view": ({ view }) => exportView(view),
    "export-notes": ({ ids }) => exportNotes(ids),
  };
}
