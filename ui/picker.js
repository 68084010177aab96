/**
 * The window to cite from: a search, the papers it finds, Enter. It is opened above another program by a key, and gives
 * way to it as soon as the citation is on the clipboard.
 */
import * as api from "./api.js";
import { DEFAULT_FORM, formWords, FORMS } from "./cite.js";
import { h, icon, setMarkedText } from "./dom.js";

/** @import { CiteForm, Cited, PaperRow } from "./types/index.d.ts" */

/** More are not looked through here; another word finds the one. */
const SHOWN = 30;

const input = h("input", {
  type: "text", class: "picker-input", placeholder: "Find a paper to cite", "aria-label": "Find a paper to cite", role: "combobox",
  "aria-expanded": "true", "aria-controls": "picker-list", autocomplete: "off", spellcheck: "false",
});
const list = h("div", { id: "picker-list", class: "picker-list", role: "listbox", "aria-multiselectable": "true", "aria-label": "Papers" });
const trouble = h("p", { class: "picker-trouble", role: "alert", hidden: true });
const form = h("select", { class: "picker-form", "aria-label": "Copy as" });
const hint = h("span", { class: "picker-hint" });

/** @type {PaperRow[]} */
let rows = [];
let at = 0;
/** Those ticked, in the order of ticking: they are cited in it. @type {Map<number, string>} */
const ticked = new Map();
/** @type {CiteForm} */
let chosen = DEFAULT_FORM;
let turn = 0;
/** The search that was asked for last: Enter means what that finds, not what is still shown of the one before. */
let finding = Promise.resolve();

document.body.append(
  h("div", { class: "picker-search" }, icon("search"), input), trouble, list,
  h("footer", { class: "picker-foot" }, h("label", {}, "Copy as ", form), hint),
);

/** @param {unknown} error */
function say(error) {
  trouble.textContent = /** @type {{message?: string} | null} */ (error)?.message ?? "";
  trouble.hidden = trouble.textContent === "";
}

async function begin() {
  input.value = "";
  ticked.clear();
  say(null);
  const settings = await api.settings();
  chosen = settings.citeForm ?? DEFAULT_FORM;
  const { theme } = settings;
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  showForms();
  input.focus();
  await (finding = find());
}

/** The form chosen last, and the others as they are by themselves. */
function showForms() {
  const others = FORMS.filter((one) => one.form !== chosen.form);
  const all = [chosen, ...others];
  form.replaceChildren(...all.map((one, place) => h("option", { value: place }, formWords(one))));
  form.value = "0";
  form.onchange = () => {
    chosen = all[Number(form.value)] ?? chosen;
    showForms();
    input.focus();
    api.setSetting("citeForm", chosen).catch(say);
  };
}

async function find() {
  const mine = ++turn;
  const search = input.value.trim();
  try {
    const ids = await api.listIds({ view: { view: "all" }, sort: { by: "added", descending: true }, search, first: SHOWN });
    const found = await api.listRows([...ids], search);
    if (mine !== turn) return;
    rows = found;
    at = 0;
    say(null);
    draw();
  } catch (error) {
    if (mine !== turn) return;
    // Nothing of another search is there to be cited.
    rows = [];
    draw();
    say(error);
  }
}

function draw() {
  list.replaceChildren(...rows.map(option));
  if (!rows.length) list.append(h("p", { class: "picker-none" }, input.value.trim() ? "No paper has these words." : "The library is empty."));
  const current = list.children[at];
  input.setAttribute("aria-activedescendant", rows.length ? `picker-${at}` : "");
  current?.scrollIntoView({ block: "nearest" });
  hint.textContent = ticked.size ? `${ticked.size} ticked · Enter copies them` : "Enter copies · Ctrl+Space ticks several";
}

/** @param {PaperRow} row @param {number} place */
function option(row, place) {
  const title = h("span", { class: "picker-title" });
  setMarkedText(title, row.title, row.title_marks);
  const words = [row.authors, row.venue, row.year].filter(Boolean).join(" · ");
  const isTicked = ticked.has(row.id);
  const box = h("span", { class: "picker-tick", "aria-hidden": "true" }, isTicked && icon("check"));
  const made = h(
    "div", { id: `picker-${place}`, class: `picker-row${place === at ? " is-current" : ""}`, role: "option", "aria-selected": String(isTicked) },
    box, h("span", { class: "picker-words" }, title, h("span", { class: "picker-byline" }, words)),
  );
  made.addEventListener("click", (event) => {
    at = place;
    if (event.target instanceof Element && event.target.closest(".picker-tick")) tick();
    else void copy(row);
  });
  return made;
}

function tick() {
  const row = rows[at];
  if (!row) return;
  if (!ticked.delete(row.id)) ticked.set(row.id, row.title);
  draw();
  input.focus();
}

/** What is ticked, or else a row: the one that was clicked, or the current one. @param {PaperRow} [clicked] */
async function copy(clicked) {
  say(null);
  const cited = finding.then(() => {
    const row = clicked ?? rows[at];
    if (!ticked.size && !row) throw null;
    return api.cite(ticked.size ? [...ticked.keys()] : row ? [row.id] : [], chosen);
  });
  const blob = (/** @type {string} */ type, /** @type {(cited: Cited) => string} */ of) => cited.then((answer) => new Blob([of(answer)], { type }));
  // Promised at once: after waiting, the clipboard no longer knows that the reader asked for it.
  const item = new ClipboardItem({
    "text/plain": blob("text/plain", ({ text }) => text),
    ...("style" in chosen ? { "text/html": blob("text/html", ({ html, text }) => html ?? text) } : {}),
  });
  try {
    await Promise.all([cited, navigator.clipboard.write([item])]);
    await api.hidePicker();
  } catch (error) {
    say(error);
  }
}

/** @param {number} by */
function move(by) {
  at = Math.max(0, Math.min(rows.length - 1, at + by));
  draw();
}

input.addEventListener("input", () => void (finding = find()));
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape") void api.hidePicker();
  else if (event.key === "Enter" && event.target !== form) void copy();
  else if (event.key === "ArrowDown" && event.target !== form) move(1);
  else if (event.key === "ArrowUp" && event.target !== form) move(-1);
  else if (event.key === " " && (event.ctrlKey || event.metaKey)) tick();
  else return;
  event.preventDefault();
});

void api.listen((event) => {
  if (event.kind === "picker-opened") void begin().catch(say);
}).then(begin).catch(say);
