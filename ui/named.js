import { rowOf } from "./rows.js";

/** Papers in the words of a toast. */

/** @param {number} count */
export const papers = (count) => (count === 1 ? "1 paper" : `${count.toLocaleString("en")} papers`);

/** "3 papers", or the paper's title when it is one. @param {number[]} ids */
export function named(ids) {
  const title = ids.length === 1 ? rowOf(/** @type {number} */ (ids[0]))?.title : null;
  if (!title) return papers(ids.length);
  return `“${title.length > 48 ? `${title.slice(0, 46).trimEnd()}…` : title}”`;
}
