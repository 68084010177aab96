import { inWords } from "./sheet-parts.js";

/**
 * @import { ImportSource, Review, TableShape } from "../types/index.d.ts"
 * @import { ModalSheet } from "./modal-sheet.js"
 */

/**
 * What is a table: the only source if it is one, and the first whose columns were never said.
 *
 * @param {ModalSheet} sheet
 * @param {ImportSource[]} sources
 * @returns {Promise<{only: TableShape | null, unsaid: {source: ImportSource, table: TableShape} | null}>}
 */
export async function tablesAmong(sheet, sources) {
  /** @type {(TableShape | null)[]} */
  const tables = await Promise.all(sources.map((source) => sheet.ask("table-shape", { source }).catch(() => null)));
  const at = tables.findIndex((table) => table && !table.remembered && table.columns.some((column) => !column.understood));
  const [source, table] = [sources[at], tables[at]];
  return { only: (sources.length === 1 && tables[0]) || null, unsaid: source && table ? { source, table } : null };
}

/**
 * Reviews each source. One unreadable file among several does not keep the others out.
 *
 * @param {ModalSheet} sheet
 * @param {ImportSource[]} sources
 * @param {(source: ImportSource) => (percent: number) => void} onProgress
 * @returns {Promise<{reviews: Review[], failures: string[]}>} fails when nothing could be read
 */
export async function reviewEach(sheet, sources, onProgress) {
  const reviews = [];
  const failures = [];
  for (const source of sources) {
    try {
      reviews.push(await sheet.ask("review-import", { source, onProgress: onProgress(source) }));
    } catch (error) {
      if (sources.length === 1) throw error;
      failures.push(inWords(error));
    }
  }
  if (reviews.length === 0) throw { code: "input", message: failures.join(" ") };
  return { reviews, failures };
}
