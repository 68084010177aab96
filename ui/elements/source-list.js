import { h } from "../dom.js";
import { fieldWords } from "./review-model.js";

/** @import { Field } from "../types/index.d.ts" */

const SOURCE = "postil:source:";

/**
 * Where a paper's values came from, as far as a service said them; folded until it is wanted.
 *
 * @param {Field[]} fields of the paper; "postil:source:venue" names who said the venue, and when
 * @returns {HTMLElement[]}
 */
export function sourceList(fields) {
  /** @type {Map<string, string[]>} */
  const said = new Map();
  for (const { name, value } of fields) {
    if (name.startsWith(SOURCE)) said.set(value, [...(said.get(value) ?? []), fieldWords(name.slice(SOURCE.length))]);
  }
  if (!said.size) return [];
  const lines = [...said].map(([source, names]) => h("div", { class: "version" }, `${source}: ${names.join(", ")}`));
  const services = [...new Set([...said.keys()].map((source) => source.split(",")[0]))].join(", ");
  return [h("details", { class: "sources" }, h("summary", {}, services), ...lines)];
}
