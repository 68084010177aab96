// citeproc-js writes a list of references: node citeproc.mjs STYLE LOCALES ITEMS. Says the seconds of a clock and of the
// processor that it took, reading its files not among them, and the number of entries.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const CSL = createRequire(`${process.env.POSTIL_BENCH_PEERS}/`)("citeproc");
const [style, locales, items] = process.argv.slice(2).map(String);
const list = JSON.parse(readFileSync(items, "utf8"));
const byId = new Map(list.map((item) => [item.id, item]));
const locale = (code) => readFileSync(`${locales}/locales-${code}.xml`, "utf8");
const xml = readFileSync(style, "utf8");
const sys = { retrieveLocale: (code) => locale(code === "us" ? "en-US" : code), retrieveItem: (id) => byId.get(id) };

const before = process.cpuUsage();
const start = performance.now();
const engine = new CSL.Engine(sys, xml, "en-US");
engine.setOutputFormat("text");
engine.updateItems(list.map((item) => item.id));
const entries = engine.makeBibliography()[1].length;
const seconds = (performance.now() - start) / 1000;
const cpu = process.cpuUsage(before);
console.log(JSON.stringify({ seconds, cpu: (cpu.user + cpu.system) / 1e6, entries }));
