import { isTyping } from "./keys.js";

/** @import { ImportSource } from "./types/index.d.ts" */

/** Files whose text may be pasted or dropped as text; others need their path, which only the window's core gets. */
const TEXT_FILE = /\.(txt|html?|md|bib|ris|json|csv|tsv|tab|xml|enw|nbib)$/i;

/**
 * Opens the way in for a paste that is not meant for a text field.
 *
 * @param {EventTarget} target usually the window
 * @param {AbortSignal} signal takes the listener away
 * @param {(source: ImportSource) => void} onSource
 */
export function listenForPaste(target, signal, onSource) {
  target.addEventListener(
    "paste",
    (given) => {
      const event = /** @type {ClipboardEvent} */ (given);
      if (event.defaultPrevented || !event.clipboardData) return;
      // An open sheet has its own use for a paste, or none.
      if (isTyping(event.composedPath()[0] ?? null) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      void sourceFrom(event.clipboardData).then((source) => source && onSource(source));
    },
    { signal },
  );
}

/**
 * What a clipboard or a drop holds, as a source to import from; null when there is no text in it.
 * HTML and plain text are both kept: links live in the HTML only.
 *
 * @param {DataTransfer} data
 * @returns {Promise<ImportSource | null>}
 */
export async function sourceFrom(data) {
  // Everything is read before the first wait: afterwards the browser empties `data`.
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const address = data.getData("text/uri-list");
  const files = [...data.files].filter((file) => file.type.startsWith("text/") || TEXT_FILE.test(file.name));
  if (text.trim() || html.trim()) return { from: "text", text, html: html || null };
  if (address.trim()) return { from: "text", text: address, html: null };
  if (!files.length) return null;
  const read = (await Promise.all(files.map((file) => file.text()))).join("\n\n");
  return read.trim() ? { from: "text", text: read, html: null } : null;
}

/** Files on the disk as a source; null for none. @param {string[]} paths @returns {ImportSource | null} */
export function filesSource(paths) {
  const [path] = paths;
  if (!path) return null;
  return paths.length > 1 ? { from: "files", paths } : { from: "file", path };
}
