// Runs in the page of the window that is measured, and tells what it saw. Times of this engine are whole milliseconds, so
// those of one frame are added up and divided by the frames.
const [what, done] = arguments;

const frame = () => new Promise((resolve) => plainFrame(resolve));
const plainFrame = window.plainFrame ?? window.requestAnimationFrame.bind(window);
const papers = document.querySelector("paper-list .list-scroll");
const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);

// The page draws in scroll listeners and in frames it asked for: both are timed.
let script = 0;
if (!window.plainFrame) {
  window.plainFrame = plainFrame;
  window.requestAnimationFrame = (callback) => plainFrame((time) => {
    const begun = performance.now();
    callback(time);
    window.scriptTime = (window.scriptTime ?? 0) + performance.now() - begun;
  });
  let begun = 0;
  window.addEventListener("scroll", () => (begun = performance.now()), { capture: true });
  papers.addEventListener("scroll", () => (window.scriptTime = (window.scriptTime ?? 0) + performance.now() - begun));
}
const scriptSince = () => {
  const all = window.scriptTime ?? 0;
  const since = all - script;
  script = all;
  return since;
};

/** Scrolls by so many pixels in each frame, and looks at each frame. */
async function scroll(frames, step, list = papers) {
  const from = list.scrollTop;
  const gaps = [], scripts = [];
  let coming = 0;
  let last = await frame();
  scriptSince();
  for (let at = 0; at < frames; at++) {
    list.scrollTop = from + step * (at + 1);
    const now = await frame();
    gaps.push(now - last);
    scripts.push(scriptSince());
    if (document.querySelector("paper-list .row.is-coming:not([hidden])")) coming++;
    last = now;
  }
  const sorted = [...gaps].sort((one, other) => one - other);
  const height = document.querySelector("paper-list .row").getBoundingClientRect().height;
  return {
    frames, rows: Math.round((list.scrollTop - from) / height), late: gaps.filter((gap) => gap > 33).length,
    longest: sorted.at(-1), middle: sorted[sorted.length >> 1], script: sum(scripts) / frames, script_longest: Math.max(...scripts), coming,
  };
}

const top = async (list = papers) => {
  list.scrollTop = 0;
  for (let at = 0; at < 30; at++) await frame();
};

const work = {
  /** As fast as one reads diagonally: three rows a frame. */
  async pace() {
    await scroll(120, 60);
    await top();
    return scroll(600, 168);
  },
  /** From the first row to the last in six hundred frames, as with the scroll bar. */
  async through() {
    const way = papers.scrollHeight - papers.clientHeight;
    await top();
    return scroll(600, way / 600);
  },
  /** What scrolling costs here in any case: lines of plain text in place of the list, at reading pace. */
  async plain() {
    const { left, top: above, width, height } = papers.getBoundingClientRect();
    const list = document.createElement("div");
    Object.assign(list.style, { position: "fixed", left: `${left}px`, top: `${above}px`, width: `${width}px`, height: `${height}px`, overflow: "auto", background: "white", zIndex: "1" });
    for (let line = 0; line < 2_400; line++) {
      const text = document.createElement("div");
      text.style.height = "56px";
      text.textContent = `A line of plain text as long as a title of a paper, the ${line}th of them`;
      list.append(text);
    }
    document.body.append(list);
    try {
      await scroll(120, 60, list);
      await top(list);
      return await scroll(600, 168, list);
    } finally {
      list.remove();
    }
  },
  /** Keys that go on to words, each from the event to the frame after the one with its rows. */
  async keys() {
    const { on, state } = await import("./state.js");
    const input = document.querySelector("search-box input");
    const times = [];
    for (const word of ["translation", "neural mach", "of the", "parsing"]) {
      for (let end = 1; end <= word.length; end++) {
        const text = word.slice(0, end);
        if (text.endsWith(" ")) continue;
        const stop = new AbortController();
        const found = new Promise((resolve) => on("ids", () => state.query.search === text && resolve(), stop.signal));
        const begun = performance.now();
        input.value = text;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await found;
        await new Promise((resolve) => on("rows", resolve, stop.signal));
        stop.abort();
        // The rows are drawn in the next frame; the one after it begins when they are painted.
        await frame();
        await frame();
        times.push(performance.now() - begun);
        for (let at = 0; at < 10; at++) await frame();
      }
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
      for (let at = 0; at < 40; at++) await frame();
    }
    return times;
  },
};

work[what]().then(done, (error) => done({ failed: String(error?.message ?? error) }));
