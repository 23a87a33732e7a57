// Usage: node browser.mjs CHROMIUM PAGE...   Exits with 1 when a page has a fault.
import { chromium } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';
import { atTheKeyboard, withoutScripts } from './keyboard.mjs';
import { pathToFileURL } from 'node:url';

const [executablePath, ...pages] = process.argv.slice(2);
if (pages.length === 0) {
  console.error('no pages to open');
  process.exit(1);
}
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const faults = [];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
// Colours are those of one style sheet, and holding them against each other takes most of the time: they
// are looked at on one page of each kind of school page, and on no page of more nodes than this.
const MOST_NODES = 30000;
const seen = new Set();
for (const page of pages) {
  const kind = page.includes('/skoler/') ? page.split('/').pop() : page;
  const isFirst = !seen.has(kind);
  seen.add(kind);
  for (const [width, colorScheme] of [[1200, 'light'], [1200, 'dark'], [400, 'light']]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const tab = await context.newPage();
    const name = `${page} at ${width} px, ${colorScheme}`;
    tab.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) faults.push(`${name}: ${message.text()}`);
    });
    tab.on('pageerror', (error) => faults.push(`${name}: ${error}`));
    tab.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) faults.push(`${name}: asks for ${request.url()}`);
    });
    await tab.goto(pathToFileURL(page).href);
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) faults.push(`${name}: the page is ${wide} px wide`);
    const nodes = await tab.evaluate(() => document.querySelectorAll('*').length);
    // In the page itself, and told of violations alone: what passes is a hundred times as much.
    const axe = () => new AxeBuilder({ page: tab }).setLegacyMode(true)
      .options({ resultTypes: ['violations'] });
    const looked = [];
    const violations = [];
    if (colorScheme === 'light') {
      const found = await axe().withTags(tags).disableRules(['color-contrast']).analyze();
      violations.push(...found.violations);
      looked.push('structure');
    }
    if (isFirst && width === 1200 && nodes <= MOST_NODES) {
      const found = await axe().withRules(['color-contrast']).analyze();
      violations.push(...found.violations);
      looked.push('contrast');
    }
    for (const violation of violations) {
      const where = violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ');
      faults.push(`${name}: ${violation.id} (${violation.nodes.length}): ${where}`);
    }
    console.log(`${name}: ${['console and width', ...looked].join(', ')}`);
    await context.close();
  }
}
// What a page offers is tried with the keyboard alone on one page of each kind, and on every report.
for (const page of new Map(pages.map((of) => [of.includes('/skoler/') ? of.split('/').pop() : of, of])).values()) {
  for (const look of [atTheKeyboard, withoutScripts]) {
    const { told, wrong } = await look(browser, pathToFileURL(page).href);
    console.log(`${page}: ${told}`);
    faults.push(...wrong.map((fault) => `${page}: ${fault}`));
  }
}
await browser.close();
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
