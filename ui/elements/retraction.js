import { act, h, icon } from "../dom.js";
import { dateOf } from "../time.js";

/** @import { Field } from "../types/index.d.ts" */

/**
 * A plain banner for a paper that was retracted; null for any other.
 *
 * @param {Field[]} fields of the paper; "retracted" holds the day and the address of the notice, as far as known
 * @returns {HTMLElement | null}
 */
export function retraction(fields) {
  const told = fields.find((field) => field.name === "retracted");
  if (!told) return null;
  const day = told.value.match(/^\d{4}-\d{2}-\d{2}/)?.[0];
  const notice = told.value.match(/https?:\/\/\S+/)?.[0];
  const banner = h("p", { class: "retraction", role: "note" }, icon("octagon-alert"),
    h("span", {}, h("b", {}, "Retracted"), day ? ` on ${dateOf(Date.parse(`${day}T12:00:00`))}` : "", ". Its results should not be relied on."));
  if (!notice) return banner;
  const read = h("button", { type: "button", class: "button" }, icon("file-text"), "Read the notice");
  read.addEventListener("click", () => act(read, "open-link", { url: notice }));
  banner.append(read);
  return banner;
}
