import { clockTime } from "../time.js";
import { summary } from "./review-model.js";
import { counted } from "./sheet-parts.js";

/**
 * What the import sheet says of its sources.
 *
 * @import { ImportSource, Review } from "../types/index.d.ts"
 */

/**
 * Identifiers that nobody knew, and files that could not be read, are worth more than a line under “Skipped lines”.
 *
 * @param {Review[]} reviews
 * @param {boolean} wereLookedUp
 */
export function missingWords(reviews, wereLookedUp) {
  const skipped = reviews.flatMap((review) => review.skipped).filter((one) => wereLookedUp || one.line === 0);
  const [first] = skipped;
  if (!first) return [];
  const more = skipped.length > 1 ? ` ${skipped.length - 1} more under “Skipped lines”.` : "";
  // A reason may name the file itself, with its folder.
  const what = first.reason.includes(first.text) ? "" : `${first.text}. `;
  return [`${wereLookedUp ? "Not found" : "Left out"}: ${what}${first.reason}${more}`];
}

/** What could not be asked for now, and goes on by itself. @param {Review[]} reviews */
export function waitingWords(reviews) {
  const waiting = reviews.flatMap((review) => review.waiting);
  if (!waiting.length) return [];
  const services = [...new Set(waiting.map((one) => one.service))].join(", ");
  const until = Math.max(0, ...waiting.map((one) => one.until ?? 0));
  const when = until > Date.now() ? ` until ${clockTime(until)}` : "";
  return [`${counted(waiting.length, "identifier")} ${waiting.length === 1 ? "waits" : "wait"} for ${services}${when}, and will be looked up while Postil is open.`];
}

/**
 * What stands above a review.
 *
 * @param {Review} review
 * @param {ImportSource | undefined} source
 */
export function reviewWords(review, source) {
  if (review.items.length + review.searches.length === 0) {
    const lead = `${review.source}. Nothing in it looks like a paper; go back to change the text or open another file.`;
    return { heading: "No papers found", lead };
  }
  const lead = `${summary(review)} · ${review.source}`;
  if (source?.from === "live") return { heading: "Review what another program changed", lead };
  const isRefresh = source?.from === "papers" && source.refresh;
  return { heading: isRefresh ? "Choose what to take" : "Review before importing", lead };
}

/** Roomy enough to open a row in, and no taller than the papers ask for. @param {Review} review */
export function reviewHeight(review) {
  const lines = Math.max(review.items.length, review.skipped.length / 3) + Math.min(review.searches.length, 3) / 3;
  return `${Math.min(64, Math.max(34, 15 + lines * 5.5))}rem`;
}

/** @param {ImportSource[]} sources */
export function readingWords(sources) {
  const [source] = sources;
  if (!source || sources.length > 1) return `Reading ${counted(sources.length, "file")}…`;
  if (source.from === "files") return `Reading ${counted(source.paths.length, "file")}…`;
  if (source.from === "papers") return `Looking up ${counted(source.ids.length, "paper")}…`;
  if (source.from === "live") return "Comparing the file with the library…";
  if (source.from === "waiting") return "Reading what was found…";
  if (source.from === "file") return `Reading ${source.path.split(/[\\/]/).pop()}…`;
  return source.from === "sample" ? "Reading the sample library…" : "Reading what you pasted…";
}
