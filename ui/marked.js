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
  while (start > 0 && [before, after].some((text) => inWord(text, start))) start--;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  while (end > 0 && [before, after].some((text) => inWord(text, text.length - end))) end--;
  const parts = (/** @type {string} */ text, /** @type {"del" | "ins"} */ tag) => {
    const middle = text.slice(start, text.length - end);
    return text ? [text.slice(0, start), middle ? h(tag, {}, middle) : "", text.slice(text.length - end)] : [h("span", { class: "dim" }, "nothing")];
  };
  return [parts(before, "del"), parts(after, "ins")];
}

/**
 * The same for lists: each that went, and each that came.
 *
 * @param {string} before
 * @param {string} after
 * @returns {[(string | Node)[], (string | Node)[]]}
 */
export function markedList(before, after) {
  const [was, is] = [before, after].map((text) => text.split(", ").filter(Boolean));
  const parts = (/** @type {string[]} */ all, /** @type {string[]} */ others, /** @type {"del" | "ins"} */ tag) =>
    all.length ? all.flatMap((one, i) => [i ? ", " : "", others.includes(one) ? one : h(tag, {}, one)]) : [h("span", { class: "dim" }, "nothing")];
  return [parts(was ?? [], is ?? [], "del"), parts(is ?? [], was ?? [], "ins")];
}

/** Whether a place lies within a word, or within one sign. @param {string} text @param {number} at */
const inWord = (text, at) => /[\u{DC00}-\u{DFFF}\p{M}]/u.test(text[at] ?? "") || (/[\p{L}\p{M}\p{N}_]/u.test(text[at - 1] ?? "") && /[\p{L}\p{N}_]/u.test(text[at] ?? ""));
