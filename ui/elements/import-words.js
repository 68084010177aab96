import { clockTime } from "../time.js";
import { knownSummary, summary } from "./review-model.js";
import { counted } from "./sheet-parts.js";

/**
 * What the import sheet says of its source.
 *
 * @import { ImportSource, Review } from "../types/index.d.ts"
 */

/** A line has room for so many services. */
const MOST_NAMED = 3;

/**
 * Identifiers that nobody knew, and files that could not be read, are worth more than a line under “Left out”.
 *
 * @param {Review} review
 * @param {boolean} wereLookedUp
 */
export function missingWords({ skipped }, wereLookedUp) {
  // Lines of a list are left out; what was asked for has none.
  const [first] = skipped.filter((one) => wereLookedUp || one.line === 0);
  if (!first) return [];
  const more = skipped.length > 1 ? ` ${(skipped.length - 1).toLocaleString("en")} more under “Left out”.` : "";
  // A reason may name the file itself, with its folder.
  const name = first.line ? `“${first.text}”` : first.text;
  const what = first.reason.includes(first.text) ? "" : `${name}${/^([A-Z]|arXiv )/.test(first.reason) ? "." : ":"} `;
  const kind = wereLookedUp && first.line === 0 ? "Not found" : "Left out";
  return [`${kind}: ${what}${first.reason.replace(/\.?$/, ".")}${more}`];
}

/** What could not be asked for now, and goes on by itself. @param {Review} review */
export function waitingWords({ waiting }) {
  if (!waiting.length) return [];
  const services = servicesInWords([...new Set(waiting.map((one) => one.service))]);
  // The first of them that may be asked; a service that said nothing is asked again soon.
  const until = Math.min(...waiting.map((one) => one.until ?? 0));
  const when = until > Date.now() ? ` until ${clockTime(until)}` : "";
  return [`${counted(waiting.length, "identifier")} ${waiting.length === 1 ? "waits" : "wait"} for ${services}${when}, and will be looked up while Postil is open.`];
}

/** Some of them, and how many more there are. @param {string[]} services */
export function servicesInWords(services) {
  const names = services.map((name) => name.replace(/^The /, "the "));
  const more = names.length - MOST_NAMED;
  if (more > 1) return `${names.slice(0, MOST_NAMED).join(", ")} and ${more} others`;
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
}

/**
 * What stands above a review.
 *
 * @param {Review} review
 * @param {ImportSource | null} source
 * @param {number} answered so many of the papers that are unclear
 */
export function reviewWords(review, source, answered) {
  if (review.items.length + review.searches.length === 0) {
    const lead = `${review.source}. Nothing in it looks like a paper; go back to change the text or open another file.`;
    return { heading: "No papers found", lead };
  }
  if (source?.from === "papers") return { heading: source.refresh ? "Choose what to take" : "Choose what to fill in", lead: knownSummary(review) };
  // "3 files" is no other count.
  const lead = `${summary(review, answered)} · ${review.source.replace(/^(?=\d)/, "from ")}`;
  return { heading: source?.from === "live" ? "Review what another program changed" : "Review before importing", lead };
}

/** Roomy enough to open a row in, and no taller than the papers ask for. @param {Review} review @param {boolean} isOpen they are shown with all that would change */
export function reviewHeight(review, isOpen) {
  const changes = isOpen ? review.items.reduce((sum, item) => sum + (item.status === "update" ? item.changes.length / 2.5 : 0), 0) : 0;
  const lines = Math.max(review.items.length, review.skipped.length / 3) + Math.min(review.searches.length, 3) / 3 + changes;
  // Two papers side by side are a dozen lines.
  const least = review.items.some((item) => item.alike) ? 46 : 34;
  return `${Math.min(64, Math.max(least, 15 + lines * 5.5))}rem`;
}

/** The last part of a path. @param {string} path */
export const nameOf = (path) => path.split(/[\\/]/).pop() ?? path;

/** @param {ImportSource} source */
export function readingWords(source) {
  if (source.from === "files") return `Reading ${counted(source.paths.length, "file")}…`;
  if (source.from === "papers") return `Looking up ${counted(source.ids.length, "paper")}…`;
  if (source.from === "live") return "Comparing the file with the library…";
  if (source.from === "waiting") return "Reading what was found…";
  if (source.from === "file") return `Reading ${nameOf(source.path)}…`;
  return source.from === "sample" ? "Reading the sample library…" : "Reading what you pasted…";
}
