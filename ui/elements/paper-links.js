import { ask, h } from "../dom.js";

/** @import { PaperRow } from "../types/index.d.ts" */

const SCHEME = "postil://paper/";
const MOST = 6;
let made = 0;

/** The paper that a link in a note leads to; null for any other link. @param {string} href */
export function linkedPaper(href) {
  const [, digits] = href.match(/^postil:\/\/paper\/(\d{1,16})$/) ?? [];
  return digits ? Number(digits) : null;
}

/**
 * Completes `[[words` in a note to a link to another paper: `[Its title](postil://paper/1)`, which every other
 * Markdown program shows as a link too.
 *
 * @param {HTMLTextAreaElement} area
 * @param {number} own the paper that the note is of
 * @returns {HTMLElement} the list, to be put below the area
 */
export function completePaperLinks(area, own) {
  const list = h("div", { class: "paper-links", role: "listbox", id: `paper-links-${++made}`, "aria-label": "Papers to link to", hidden: true });
  /** @type {PaperRow[]} */
  let rows = [];
  let current = 0;
  let turn = 0;
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);

  const close = () => {
    turn += 1;
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
  };

  const draw = () => {
    list.hidden = false;
    list.replaceChildren(...rows.map((row, i) => {
      const option = h("div", { class: "paper-link", role: "option", id: `${list.id}-${i}`, "aria-selected": i === current ? "true" : "false" },
        h("span", { class: "paper-link-title" }, row.title), h("span", { class: "dim" }, [row.authors, row.year].filter(Boolean).join(" · ")));
      // Before the area loses the caret: its blur would close the editor.
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        choose(row);
      });
      return option;
    }));
    if (!rows.length) list.append(h("p", { class: "dim" }, "No paper has these words."));
    area.setAttribute("aria-activedescendant", rows.length ? `${list.id}-${current}` : "");
  };

  const look = async () => {
    const begun = openBrackets(area);
    if (!begun) return close();
    const mine = ++turn;
    const found = await ask(area, "find-papers", { text: begun.words, limit: MOST + 1 }).catch(() => []);
    if (mine !== turn) return;
    rows = found.filter((/** @type {PaperRow} */ row) => row.id !== own).slice(0, MOST);
    current = 0;
    draw();
  };

  /** @param {PaperRow} row */
  const choose = (row) => {
    const begun = openBrackets(area);
    if (!begun) return close();
    const title = row.title.replace(/[\\[\]]/g, "\\$&").replace(/\s+/g, " ");
    area.setRangeText(`[${title}](${SCHEME}${row.id})`, begun.start, area.selectionStart, "end");
    close();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  area.addEventListener("input", look);
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const row = rows[current];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      current = (current + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % Math.max(1, rows.length);
      draw();
    } else if ((event.key === "Enter" || event.key === "Tab") && row) choose(row);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  return list;
}

/** The words after an unclosed `[[` on the caret's line. @param {HTMLTextAreaElement} area */
function openBrackets(area) {
  const before = area.value.slice(0, area.selectionStart);
  const start = before.lastIndexOf("[[");
  if (start < 0) return null;
  const words = before.slice(start + 2);
  return /[\]\n]/.test(words) || words.length > 100 ? null : { start, words: words.trim() };
}
