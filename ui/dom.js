import { icons } from "./vendor/icons.js";

/** Making elements without markup: text from outside enters the page through `textContent` only. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {string | number | boolean | null | undefined} AttributeValue `false`, `null` and `undefined` leave it out
 * @typedef {Node | string | null | undefined | false} Child
 */

/**
 * Makes an element: `h("button", {class: "quiet", type: "button"}, icon("plus"), "Add")`.
 *
 * @template {string} T
 * @param {T} tag
 * @param {Record<string, AttributeValue>} [attributes]
 * @param {...Child} children
 * @returns {T extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[T] : HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  for (const child of children) if (child || child === "") element.append(child);
  return /** @type {any} */ (element);
}

/**
 * Sets an attribute, or takes it away for `false`, `null` and `undefined`.
 *
 * @param {Element} element
 * @param {string} name
 * @param {AttributeValue} value
 */
export function setAttribute(element, name, value) {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/**
 * An icon of the vendored set. Without a label it is decoration, hidden from screen readers.
 *
 * @param {string} name e.g. "star"
 * @param {string} [label]
 * @returns {SVGSVGElement}
 */
export function icon(name, label) {
  const svg = svgElement("svg", {
    class: "icon", viewBox: "0 0 24 24", fill: "none", stroke: "currentColor",
    "stroke-width": "1.75", "stroke-linecap": "round", "stroke-linejoin": "round",
  });
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else svg.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of icons[name] ?? []) svg.append(svgElement(tag, attributes));
  return /** @type {SVGSVGElement} */ (svg);
}

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {...Node} children
 */
export function svgElement(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Shows HTML that the core rendered and sanitised. The only place of the page that inserts markup.
 *
 * @param {Element} element
 * @param {string} html `Note.html`, nothing else
 */
export function setSanitisedHtml(element, html) {
  element.innerHTML = html;
}

/**
 * Fills `element` with `text`, the stretches in `marks` set off as search hits.
 *
 * @param {Element} element
 * @param {string} text
 * @param {readonly (readonly number[])[]} marks `[start, end)` pairs in UTF-16 units, in order
 */
export function setMarkedText(element, text, marks) {
  if (!marks.length) {
    element.textContent = text;
    return;
  }
  const parts = document.createDocumentFragment();
  let at = 0;
  for (const [start = 0, end = 0] of marks) {
    if (start < at || end > text.length) continue;
    parts.append(text.slice(at, start), h("mark", {}, text.slice(start, end)));
    at = end;
  }
  parts.append(text.slice(at));
  element.replaceChildren(parts);
}

/** Where a menu opens below an element, in CSS pixels of the window. @param {Element} element */
export function below(element) {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom + 4 };
}

/**
 * Asks the window for work: every request of an element goes through the "action" event (see actions.js).
 *
 * @param {EventTarget} element
 * @param {string} name
 * @param {Record<string, unknown>} [args]
 */
export function act(element, name, args = {}) {
  element.dispatchEvent(new CustomEvent("action", { bubbles: true, detail: { ...args, name } }));
}

/**
 * Asks the window for work on behalf of `element` and hands back the outcome.
 * Elements never call the core: the window answers through `reply`.
 *
 * @param {EventTarget} element
 * @param {string} name a command in kebab case, or an action of the window
 * @param {Record<string, unknown>} [args]
 * @returns {Promise<any>}
 */
export function ask(element, name, args = {}) {
  return new Promise((resolve, reject) => {
    const reply = (/** @type {unknown} */ result) => void Promise.resolve(result).then(resolve, reject);
    act(element, name, { ...args, reply });
  });
}
