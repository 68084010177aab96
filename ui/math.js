import katex from "./vendor/katex.mjs";

import { h } from "./dom.js";

/** TeX in prose: finding it, and setting it through elements, never through markup. */

/**
 * `$…$` with something other than space inside both ends, and no digit after the closing sign ("$5 and $10" is money);
 * `$$…$$`, `\(…\)` and `\[…\]`. Bounded, so that a stray dollar costs nothing.
 */
const MATH = /\$\$([^$]{1,2000})\$\$|\\\[(.{1,2000}?)\\\]|\\\((.{1,1000}?)\\\)|\$(?!\s)([^$\n]{1,500}?)(?<![\s\\])\$(?!\d)/gs;

/**
 * @param {string} text
 * @returns {{start: number, end: number, tex: string, display: boolean}[]} in order, in UTF-16 units
 */
export function findMath(text) {
  return [...text.matchAll(MATH)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    tex: match[1] ?? match[2] ?? match[3] ?? match[4] ?? "",
    display: match[1] !== undefined || match[2] !== undefined,
  }));
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A line of prose as it is read, where a formula cannot be set: "$O(n^2)$" as "O(n²)". @param {string} text */
export function plainMath(text) {
  let read = "";
  let at = 0;
  for (const { start, end, tex } of findMath(text)) {
    const plain = tex.replace(/\\(?:text|math|operatorname)\w*\s*\{([^{}]*)\}/g, "$1").replace(/\^\{?(\d+)\}?/g, (_, digits) => [...digits].map((digit) => RAISED[Number(digit)]).join(""));
    // What needs more than that stays as it was written.
    read += text.slice(at, start) + (/[\\^{}]/.test(plain) ? text.slice(start, end) : plain);
    at = end;
  }
  return read + text.slice(at);
}

/**
 * A formula, or its source where it cannot be set.
 *
 * @param {string} tex
 * @param {string} source as it stands in the text
 * @param {boolean} display
 */
export function formula(tex, source, display) {
  const element = h("span", { class: display ? "math display" : "math", title: source });
  try {
    katex.render(tex, element, { displayMode: display, throwOnError: true, trust: false, maxSize: 20, maxExpand: 200, strict: "ignore" });
  } catch {
    element.textContent = source;
  }
  return element;
}

/**
 * Sets the formulas that the core marked in a rendered note.
 *
 * @param {Element} root
 */
export function setMathIn(root) {
  for (const span of root.querySelectorAll(".math-inline, .math-display")) {
    const tex = span.textContent ?? "";
    span.replaceWith(formula(tex, tex, span.classList.contains("math-display")));
  }
}
