// Compiles and draws the Vega-Lite charts that are named; see `vega`.
import { readFileSync, writeFileSync } from "node:fs";
import * as vega from "vega";
import { compile } from "vega-lite";

let wrong = 0;
const say = (file, text) => {
  wrong += 1;
  console.error(`${file}: ${text}`);
};

// How many marks show a row of data: no axis, title or key, no line that is there whatever the data.
// A line or an area of one point is not seen.
const marksOfData = (mark) => {
  const below = (mark.items ?? []).flatMap((item) => item.items ?? []).map(marksOfData);
  const inner = below.reduce((sum, count) => sum + count, 0);
  if (mark.role !== "mark" || mark.marktype === "group") return inner;
  const isShown = (item) => item.datum && Object.keys(item.datum).length > 0 && item.defined !== false;
  const shown = mark.items.filter(isShown).length;
  const needed = ["line", "area", "trail"].includes(mark.marktype) ? 2 : 1;
  return inner + (shown < needed ? 0 : shown);
};

for (const file of process.argv.slice(2)) {
  const spec = JSON.parse(readFileSync(file, "utf8"));
  // An axis of numbers that nobody is shown has no extent: that is no mistake.
  const has = (field) => spec.data.values.some((row) => row[field] !== undefined);
  const isEmpty = (text) => {
    const field = text.match(/Infinite extent for field "(?:lower_|upper_)?(.*?)(?:_start|_end)?"/);
    return field !== null && !has(field[1]);
  };
  const told = (...texts) => {
    if (!isEmpty(texts.join(" "))) say(file, texts.join(" "));
    return logger;
  };
  const logger = {
    level: () => logger,
    error: told,
    warn: told,
    info: () => logger,
    debug: () => logger,
  };
  try {
    const { spec: compiled } = compile(spec, { logger });
    const view = new vega.View(vega.parse(compiled), { renderer: "none", logger });
    const svg = await view.toSVG();
    const shown = spec.data.values.some((row) => row.status === "vist");
    if (process.env.DRAWN) writeFileSync(`${process.env.DRAWN}/${file.split("/").pop()}.svg`, svg);
    if (shown && marksOfData(view.scenegraph().root) === 0) say(file, "nothing is drawn");
  } catch (error) {
    say(file, error.message);
  }
}
console.log(`${process.argv.length - 2} Vega-Lite charts, ${wrong} complaints`);
process.exit(wrong === 0 ? 0 : 1);
