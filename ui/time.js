/** Times as readers say them, in their own zone. All arguments are milliseconds since 1970 UTC. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const weekdayClock = new Intl.DateTimeFormat("en-GB", { weekday: "long", hour: "2-digit", minute: "2-digit" });

/**
 * "just now", "5 min ago", "2 h ago", "yesterday", "12 days ago", then the date.
 *
 * @param {number} ms
 * @param {number} [now]
 */
export function ago(ms, now = Date.now()) {
  const past = now - ms;
  // A clock that was set back, or another machine's, must not give "in -3 minutes".
  if (past < MINUTE) return "just now";
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min ago`;
  if (past < 20 * HOUR) return `${Math.floor(past / HOUR)} h ago`;
  const days = daysBetween(ms, now);
  if (days <= 1) return "yesterday";
  if (days <= 30) return `${days} days ago`;
  return day.format(ms);
}

/** "3 August 2026 at 14:20". @param {number} ms */
export const fullTime = (ms) => full.format(ms);

/** "3 Aug 2026". @param {number} ms */
export const dateOf = (ms) => day.format(ms);

/** "3 Aug 2026" for "2026-08-03", a day of no zone. @param {string} date */
export function dayInWords(date) {
  const [year, month, dayOfMonth] = date.split("-").map(Number);
  return year && month && dayOfMonth ? day.format(new Date(year, month - 1, dayOfMonth)) : date;
}

/**
 * When something goes on: "14:20", or "Tuesday 09:05" when it is not today.
 *
 * @param {number} ms
 * @param {number} [now]
 */
export const clockTime = (ms, now = Date.now()) =>
  daysBetween(ms, now) === 0 ? clock.format(ms) : weekdayClock.format(ms);

/** How long something takes: "a few seconds", "40 s", "3 min", "1 h 20 min". @param {number} ms */
export function duration(ms) {
  if (ms < 5_000) return "a few seconds";
  if (ms < MINUTE) return `${Math.round(ms / 5_000) * 5} s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  const minutes = Math.round((ms % HOUR) / MINUTE);
  return `${Math.floor(ms / HOUR)} h${minutes ? ` ${minutes} min` : ""}`;
}

/** Midnights between two times, in the reader's zone. @param {number} from @param {number} to */
function daysBetween(from, to) {
  const midnight = (/** @type {number} */ ms) => new Date(ms).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / DAY);
}
