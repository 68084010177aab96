import { h, icon } from "../dom.js";

/** Small parts that the sheets share: buttons, messages, fields. */

/** Work shorter than this shows no progress: a bar that only flashes by is worse than none. In milliseconds. */
const PATIENCE = 300;

/**
 * What went wrong, in words. Errors of the core carry a message made for readers.
 *
 * @param {any} error
 * @returns {string}
 */
export function inWords(error) {
  if (typeof error === "string" && error) return error;
  return error?.message || "Something went wrong, and no reason was given. Trying again is safe.";
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 * @returns {string} "1 paper", "20,000 papers"
 */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** The same with a capital first. @param {string} words */
export const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/**
 * @param {string} words
 * @param {() => void} act
 * @param {"primary" | "danger" | "plain" | "quiet"} [kind]
 * @param {string} [iconName]
 * @returns {HTMLButtonElement}
 */
export function button(words, act, kind = "plain", iconName) {
  const made = h("button", { type: "button", class: `sheet-button ${kind}` });
  if (iconName) made.append(icon(iconName));
  made.append(h("span", { class: "sheet-button-words" }, words));
  made.addEventListener("click", act);
  return /** @type {HTMLButtonElement} */ (made);
}

/**
 * Changes the words of a `button`, leaving its icon.
 *
 * @param {HTMLElement} made
 * @param {string} words
 */
export function relabel(made, words) {
  const place = made.querySelector(".sheet-button-words");
  if (place) place.textContent = words;
}

/**
 * A message that screen readers speak; hidden while it has nothing to say.
 *
 * @param {"error" | "note"} kind
 */
export function message(kind) {
  const words = h("span", {});
  const box = h("p", { class: `sheet-message ${kind}`, role: kind === "error" ? "alert" : "status" });
  box.append(icon(kind === "error" ? "circle-alert" : "info"), words);
  box.hidden = true;
  /** @param {string} text */
  const say = (text) => {
    words.textContent = text;
    box.hidden = text === "";
  };
  /**
   * What came of a request; when it fails, the message says why and null is the answer.
   *
   * @param {() => Promise<any>} request
   */
  const attempt = async (request) => {
    say("");
    try {
      return await request();
    } catch (error) {
      say(inWords(error));
      return null;
    }
  };
  return { box, say, attempt };
}

/** A progress bar with words, which appears only when the work takes longer than a blink. */
export function progress() {
  const words = h("p", { class: "sheet-progress-words", role: "status" });
  const bar = /** @type {HTMLProgressElement} */ (h("progress", { class: "sheet-progress-bar", max: "100" }));
  const box = h("div", { class: "sheet-progress" }, words, bar);
  box.hidden = true;
  let timer = 0;
  return {
    box,
    /** @param {string} text @param {number | null} [percent] null when how far it is is not known */
    set(text, percent = null) {
      words.textContent = text;
      bar.setAttribute("aria-label", text);
      if (percent === null) bar.removeAttribute("value");
      else bar.value = percent;
    },
    /** @param {string} text */
    start(text) {
      this.set(text);
      clearTimeout(timer);
      timer = window.setTimeout(() => (box.hidden = false), PATIENCE);
    },
    stop() {
      clearTimeout(timer);
      box.hidden = true;
    },
  };
}

/**
 * A labelled text field with a hint, and an error that is spoken and tied to the input.
 *
 * @param {{
 *   id: string, label: string, hint?: string, lines?: number, type?: string, mono?: boolean,
 *   inputmode?: string, placeholder?: string, required?: boolean,
 * }} about
 */
export function field(about) {
  const { id, label, hint = "", lines = 1 } = about;
  const input = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (
    lines > 1 ? h("textarea", { rows: String(lines) }) : h("input", { type: about.type ?? "text" })
  );
  input.id = id;
  input.className = about.mono ? "sheet-input mono" : "sheet-input";
  input.autocomplete = "off";
  input.spellcheck = !about.mono;
  if (about.placeholder) input.placeholder = about.placeholder;
  if (about.inputmode) input.setAttribute("inputmode", about.inputmode);
  if (about.required) input.setAttribute("aria-required", "true");
  const wrong = h("p", { class: "sheet-wrong", id: `${id}-wrong`, role: "alert" });
  const help = h("p", { class: "sheet-hint", id: `${id}-hint` }, hint);
  wrong.hidden = true;
  help.hidden = hint === "";
  if (hint) input.setAttribute("aria-describedby", help.id);
  const caption = h("label", { class: "sheet-label", for: id }, label);
  if (about.required) caption.append(h("span", { class: "sheet-required" }, "required"));
  const box = h("div", { class: "sheet-field" }, caption, input, wrong, help);
  return {
    box,
    input,
    /** Says what is wrong, or takes it back with "". @param {string} words */
    complain(words) {
      wrong.textContent = words;
      wrong.hidden = words === "";
      help.hidden = words !== "" || hint === "";
      input.toggleAttribute("data-wrong", words !== "");
      if (words) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      const described = words ? wrong.id : hint ? help.id : "";
      if (described) input.setAttribute("aria-describedby", described);
      else input.removeAttribute("aria-describedby");
    },
  };
}

/**
 * A labelled choice of one.
 *
 * @param {string} id
 * @param {string} label
 * @param {[value: string, words: string][]} options
 */
export function select(id, label, options) {
  const input = /** @type {HTMLSelectElement} */ (h("select", { id, class: "sheet-input" }, ...options.map(([value, words]) => h("option", { value }, words))));
  return { input, box: h("div", { class: "sheet-field" }, h("label", { class: "sheet-label", for: id }, label), input) };
}
