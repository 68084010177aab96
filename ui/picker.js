/**
 * The window to cite from: a search, the papers it finds, Enter; several papers with Ctrl+Space, what is said of one with
 * Tab. It is opened above another program by a key, and gives way to it as soon as the citation is on the clipboard.
 */
import * as api from "./api.js";
import { bare, DEFAULT_FORM } from "./cite.js";
import { h, icon, setMarkedText } from "./dom.js";
import { PickerForm } from "./picker-form.js";
import { PickedPapers } from "./picker-papers.js";

/** @import { Cited, PaperRow } from "./types/index.d.ts" */

/** More are not looked through here; another word finds the one. */
const SHOWN = 30;
/** Of typing, in milliseconds, before it is shown what would be copied. */
const PAUSE = 120;

const input = h("input", {
  type: "text", class: "picker-input", placeholder: "Find a paper to cite", "aria-label": "Find a paper to cite", role: "combobox",
  "aria-expanded": "true", "aria-controls": "picker-list", autocomplete: "off", spellcheck: "false",
});
const list = h("div", { id: "picker-list", class: "picker-list", role: "listbox", "aria-multiselectable": "true", "aria-label": "Papers" });
const trouble = h("p", { class: "picker-trouble", role: "alert", hidden: true });
const form = new PickerForm(() => {
  draw();
  input.focus();
}, say);
const hint = h("span", { class: "picker-hint" });
const shown = h("output", { class: "picker-shown", "aria-label": "What is copied" });

/** @type {PaperRow[]} */
let rows = [];
let at = 0;
const picked = new PickedPapers(() => {
  draw();
  // What had the focus may be gone.
  if (document.activeElement === document.body) input.focus();
});
let turn = 0;
/** The search that was asked for last: Enter means what that finds, not what is still shown of the one before. */
let finding = Promise.resolve();
let preview = 0;

document.body.append(
  h("div", { class: "picker-search" }, icon("search"), input), picked.bar, picked.form, trouble, list, shown,
  h("footer", { class: "picker-foot" }, form.box, hint),
);

/** @param {unknown} error */
function say(error) {
  trouble.textContent = /** @type {{message?: string} | null} */ (error)?.message ?? "";
  trouble.hidden = trouble.textContent === "";
}

async function begin() {
  input.value = "";
  picked.clear();
  say(null);
  const settings = await api.settings();
  const { theme } = settings;
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  input.focus();
  await Promise.all([form.begin(settings.citeForm ?? DEFAULT_FORM), (finding = find())]);
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
  hint.textContent = picked.size ? `${picked.size} ticked · Enter copies them` : "Enter copies · Ctrl+Space ticks · Tab adds a page";
  showCited();
}

/** What is ticked, or else a row. */
function cites(row = rows[at]) {
  return picked.size ? picked.cites : row ? [bare(row.id)] : [];
}

/** Shows it once the reader pauses. */
function showCited() {
  clearTimeout(preview);
  const mine = (preview = setTimeout(async () => {
    const papers = cites();
    // What the search said of itself stays.
    if (!papers.length) return void (shown.textContent = "");
    try {
      const { text } = await api.citePreview(papers, form.chosen);
      if (mine !== preview) return;
      const mute = picked.isSaid && (form.chosen.form === "list" || form.chosen.form === "keys");
      shown.textContent = mute ? "A list and keys say no pages and no words: copy as something else to have them." : text;
      say(null);
    } catch (error) {
      if (mine !== preview) return;
      shown.textContent = "";
      say(error);
    }
  }, PAUSE));
}

/** @param {PaperRow} row @param {number} place */
function option(row, place) {
  const title = h("span", { class: "picker-title" });
  setMarkedText(title, row.title, row.title_marks);
  const words = [row.authors, row.venue, row.year].filter(Boolean).join(" · ");
  const isTicked = picked.has(row.id);
  const box = h("span", { class: "picker-tick", "aria-hidden": "true" }, isTicked && icon("check"));
  const made = h(
    "div", { id: `picker-${place}`, class: `picker-row${place === at ? " is-current" : ""}`, role: "option", "aria-selected": String(isTicked) },
    box, h("span", { class: "picker-words" }, title, h("span", { class: "picker-byline" }, words)),
  );
  made.addEventListener("click", (event) => {
    at = place;
    // With papers ticked, Enter copies those; a click adds to them rather than copying without the one it is on.
    if (picked.size || (event.target instanceof Element && event.target.closest(".picker-tick"))) tick();
    else void copy(row);
  });
  return made;
}

function tick() {
  const row = rows[at];
  if (!row) return;
  picked.toggle(row);
  search();
}

/** Back to the search; what is typed now looks for the next one. */
function search() {
  input.focus();
  input.select();
}

/** Opens what is said of the paper that is chosen in the list. */
function detail() {
  const row = rows[at];
  if (!row) return false;
  if (!picked.has(row.id)) picked.toggle(row);
  picked.open(row.id);
  return true;
}

/** What Enter copies, or the row that was clicked. @param {PaperRow} [clicked] */
async function copy(clicked) {
  say(null);
  const cited = finding.then(() => {
    const papers = cites(clicked);
    if (!papers.length) throw null;
    return api.cite(papers, form.chosen);
  });
  const blob = (/** @type {string} */ type, /** @type {(cited: Cited) => string} */ of) => cited.then((answer) => new Blob([of(answer)], { type }));
  // Promised at once: after waiting, the clipboard no longer knows that the reader asked for it.
  const item = new ClipboardItem({
    "text/plain": blob("text/plain", ({ text }) => text),
    ...("style" in form.chosen ? { "text/html": blob("text/html", ({ html, text }) => html ?? text) } : {}),
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
  const { key, target } = event;
  const free = !(target instanceof HTMLSelectElement || target instanceof HTMLButtonElement);
  if (key === "Escape" && target !== input && document.activeElement !== document.body) search();
  else if (key === "Escape") void api.hidePicker();
  else if (key === "Enter" && free) void copy();
  else if (key === "ArrowDown" && free) move(1);
  else if (key === "ArrowUp" && free) move(-1);
  else if (key === " " && (event.ctrlKey || event.metaKey)) tick();
  else if (key === "Backspace" && target === input && !input.value) picked.remove();
  else if (!(key === "Tab" && !event.shiftKey && target === input && detail())) return;
  event.preventDefault();
});

void api.listen((event) => {
  if (event.kind === "picker-opened") void begin().catch(say);
}).then(begin).catch(say);
