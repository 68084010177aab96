import { h } from "../dom.js";

/** @import { Field } from "../types/index.d.ts" */

/**
 * The other versions of a work that were merged into it: a preprint, a talk, the journal's.
 *
 * @param {Field[]} fields of the paper; each "postil:version" holds one as JSON
 * @returns {HTMLElement[]} a line each
 */
export function versionList(fields) {
  return fields.filter((field) => field.name === "postil:version").flatMap((field) => {
    const version = parsed(field.value);
    if (!version) return [];
    const words = [version.venue, version.year, ...(Array.isArray(version.identifiers) ? version.identifiers : [])];
    const line = h("div", { class: "version" }, words.filter(Boolean).join(" · ") || String(version.title ?? ""));
    if (typeof version.title === "string") line.title = version.title;
    return [line];
  });
}

/** A library from elsewhere may hold anything. @param {string} text @returns {Record<string, unknown> | null} */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
