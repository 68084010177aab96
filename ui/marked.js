import { h } from "./dom.js";

/**
 * Marks what differs: all between the words at the beginning and at the end that two texts share.
 *
 * @param {string} before
 * @param {string} after
 * @returns {[(string | Node)[], (string | Node)[]]}
 */
export function marked(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  while (start > 0 && /\w/.test(before.slice(start - 1, start))) start--;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  while (end > 0 && /\w/.test(before.at(-end) ?? "")) end--;
  const parts = (/** @type {string} */ text, /** @type {"del" | "ins"} */ tag) => {
    const middle = text.slice(start, text.length - end);
    return text ? [text.slice(0, start), middle ? h(tag, {}, middle) : "", text.slice(text.length - end)] : [h("span", { class: "dim" }, "nothing")];
  };
  return [parts(before, "del"), parts(after, "ins")];
}
