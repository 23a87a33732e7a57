// Draws the Vega-Lite charts of a folder as SVG, once each, in one process; says how long that took.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as vega from "vega";
import { compile } from "vega-lite";

const folder = process.argv[2];
const logger = { level: () => logger, error: () => logger, warn: () => logger, info: () => logger, debug: () => logger };
const charts = readdirSync(folder).sort().map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
const start = performance.now();
let bytes = 0;
for (const spec of charts) {
  const view = new vega.View(vega.parse(compile(spec, { logger }).spec), { renderer: "none", logger });
  bytes += (await view.toSVG()).length;
}
console.log(`peer ${((performance.now() - start) / 1000).toFixed(3)} charts ${charts.length} bytes ${bytes}`);
