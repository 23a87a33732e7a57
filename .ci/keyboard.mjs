// Uses a page with the keyboard alone, and reads it without scripts. Each returns what was tried and what
// was wrong. The order of sorted numbers is judged here by itself, not by the script of the page.

// The first press of Tab that reaches an element, counted from the one before it.
const tabTo = async (tab, selector, most = 40) => {
  for (let press = 0; press < most; press += 1) {
    await tab.keyboard.press('Tab');
    if (await tab.evaluate((of) => document.activeElement?.matches(of), selector)) return true;
  }
  return false;
};

// A number as it is printed on the page: `1.234,5`, `−2,1`, `71,3 %`; null for a word.
const printed = (text, isDanish) => {
  const plain = text.replaceAll(/[\s\u00a0%]/g, '').replace('−', '-');
  const dotted = isDanish ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', '');
  return /^[+-]?\d+(\.\d+)?$/.test(dotted) ? Number(dotted) : null;
};

// Every group of a table: what its rows say in one column, and which of them are schools.
const column = (tab, id, place) => tab.evaluate(([table, at]) => {
  const text = (cell) => [...cell.childNodes].filter((of) => of.nodeName !== 'SMALL')
    .map((of) => of.textContent).join('').trim();
  return [...document.getElementById(table).tBodies].map((body) => [...body.rows].map((row) => ({
    isSchool: Boolean(row.dataset.school),
    text: row.cells[at] ? text(row.cells[at]) : '',
  })));
}, [id, place]);

const isSorted = (group, isDanish, direction) => {
  const rows = group.filter((row) => row.isSchool);
  const numbers = rows.map((row) => printed(row.text, isDanish));
  const first = numbers.indexOf(null);
  const shown = first < 0 ? numbers : numbers.slice(0, first);
  const rest = first < 0 ? [] : numbers.slice(first);
  const schools = group.map((row) => row.isSchool);
  const areTogether = schools.lastIndexOf(true) - schools.indexOf(true) === Math.max(rows.length, 1) - 1;
  return rest.every((of) => of === null)
    && shown.every((of, at) => at === 0 || 0 <= direction * (of - shown[at - 1]))
    && areTogether;
};

const sorting = async (tab, wrong) => {
  // The first open table with a column of numbers that can be sorted.
  const of = await tab.evaluate(() => {
    for (const table of document.querySelectorAll('table')) {
      const heads = [...(table.tHead?.rows[0].cells ?? [])];
      const at = heads.findIndex((head, place) => 0 < place && head.querySelector('button')
        && 2 < [...table.tBodies].flatMap((body) => [...body.rows])
          .filter((row) => row.dataset.school && row.cells[place]?.matches('.number')).length);
      if (0 < at && table.checkVisibility()) return { id: table.id, at, name: heads[at].textContent };
    }
    return null;
  });
  if (!of) return 'no table to sort';
  const isDanish = await tab.evaluate(() => document.documentElement.lang === 'da');
  const before = JSON.stringify(await column(tab, of.id, of.at));
  const head = `#${of.id} thead th:nth-child(${of.at + 1})`;
  await tab.locator(`#${of.id}`).evaluate((table) => table.closest('.rul').focus());
  if (!(await tabTo(tab, `${head} button`))) wrong.push(`Tab does not reach a head of ${of.id}`);
  for (const [key, sort, direction] of [['Enter', 'ascending', 1], ['Space', 'descending', -1]]) {
    await tab.keyboard.press(key);
    const groups = await column(tab, of.id, of.at);
    if (!groups.every((group) => isSorted(group, isDanish, direction))) {
      wrong.push(`${of.id} is not ${sort} by ${of.name}: ${JSON.stringify(groups)}`);
    }
    if (await tab.locator(head).getAttribute('aria-sort') !== sort) wrong.push(`${of.id}: aria-sort is not ${sort}`);
    const said = await tab.locator(`#${of.id} caption`).textContent();
    if (!said.includes(of.name)) wrong.push(`the caption of ${of.id} does not say how it is sorted`);
  }
  await tab.keyboard.press('Enter');
  if (JSON.stringify(await column(tab, of.id, of.at)) !== before) wrong.push(`${of.id} is not as before`);
  return `${of.id} sorted by ${of.name}`;
};

const choosing = async (tab, wrong) => {
  if (await tab.locator('#vaelger').count() === 0) return 'no schools to choose';
  await tab.locator('.spring').focus();
  if (!(await tabTo(tab, '#skole'))) wrong.push('Tab does not reach the choice of a school');
  await tab.keyboard.press('ArrowDown');
  const [id, name] = await tab.evaluate(() => {
    const select = document.getElementById('skole');
    return [select.value, select.selectedOptions[0].textContent];
  });
  const state = () => tab.evaluate(([number, school]) => {
    const rows = [...document.querySelectorAll('tr[data-school]')];
    return {
      chosen: document.querySelectorAll('tr.valgt').length,
      others: rows.filter((row) => row.classList.contains('valgt') && row.cells[0].firstChild.textContent !== school).length,
      hash: window.location.hash === `#skole=${number}`,
      said: document.getElementById('melding').textContent.includes(school),
      shown: rows.filter((row) => !row.matches('.valgt') && row.checkVisibility()).length,
    };
  }, [id, name]);
  const chosen = await state();
  if (chosen.chosen === 0 || chosen.others !== 0) wrong.push(`rows of ${name}: ${JSON.stringify(chosen)}`);
  if (!chosen.hash || !chosen.said) wrong.push(`the choice of ${name} is not told: ${JSON.stringify(chosen)}`);
  if (!(await tabTo(tab, '#kun-skolen'))) wrong.push('Tab does not reach the box');
  await tab.keyboard.press('Space');
  if ((await state()).shown !== 0) wrong.push('rows of other schools are not hidden');
  const bare = await tab.evaluate(() => [...document.querySelectorAll('main table')].filter((table) => {
    const shown = [...table.tBodies].filter((body) => body.checkVisibility());
    const isBare = (body) => [...body.rows].every((row) => row.matches('.gruppe') || !row.checkVisibility());
    return table.checkVisibility() && (shown.length === 0 || shown.some(isBare));
  }).map((table) => table.id));
  if (bare.length !== 0) wrong.push(`heads without rows are left of ${bare.join(', ')}`);
  await tab.keyboard.press('Space');
  if (!(await tabTo(tab, '#steder > summary'))) wrong.push('Tab does not reach the places');
  await tab.keyboard.press('Enter');
  if (await tab.locator('#steder a').first().isHidden()) wrong.push('the places are not listed');
  await tab.keyboard.press('Escape');
  return `${name} chosen, ${chosen.chosen} rows`;
};

const explaining = async (tab, wrong) => {
  const told = [];
  const keyOf = () => tab.evaluate(() => {
    const link = document.activeElement;
    return `${link.closest('tr')?.dataset.k ?? ''}${link.dataset.k}`;
  });
  const focus = (selector) => tab.evaluate((of) => {
    const link = [...document.querySelectorAll(of)].find((link) => link.checkVisibility());
    link?.focus();
    return Boolean(link);
  }, selector);
  if (await focus('td a[href^="#ord-"]')) {
    const box = tab.locator('#ordbog');
    if (await box.isHidden()) wrong.push('a word is not explained when it has the focus');
    if ((await box.textContent()).trim() === '') wrong.push('the explanation of a word is empty');
    await tab.keyboard.press('Escape');
    if (await box.isVisible()) wrong.push('Escape does not close the explanation of a word');
    told.push('a word');
  }
  if (await focus('td a[data-k]')) {
    const box = tab.locator('#forklaring');
    const key = await keyOf();
    const rect = (of) => of.getBoundingClientRect().toJSON();
    const asked = await tab.evaluate(rect, await tab.evaluateHandle(() => document.activeElement));
    await tab.keyboard.press('Enter');
    if (await box.isHidden()) wrong.push('Enter does not explain a number');
    if (!(await box.textContent()).includes(key)) wrong.push(`the explanation does not name ${key}`);
    const over = await box.evaluate(rect);
    if (over.left < asked.right && asked.left < over.right && over.top < asked.bottom && asked.top < over.bottom) {
      wrong.push('the explanation covers the number it is about');
    }
    await tab.keyboard.press('Escape');
    if (await box.isVisible()) wrong.push('Escape does not close the explanation of a number');
    if (await keyOf() !== key) {
      wrong.push('Escape does not go back to the number');
    }
    told.push('a number');
  }
  return told.length === 0 ? 'nothing to explain' : `${told.join(' and ')} explained`;
};

// The head of a long table that need not scroll sideways stays in sight, below what chooses a school.
const scrolling = async (tab, wrong) => {
  const at = await tab.evaluate(async () => {
    const isLong = (table) => table.checkVisibility() && 2 * window.innerHeight < table.offsetHeight
      && table.offsetWidth <= table.parentElement.clientWidth;
    const table = [...document.querySelectorAll('main table')].find(isLong);
    if (!table) return null;
    window.scrollBy(0, table.getBoundingClientRect().top + table.offsetHeight / 2);
    await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
    const { top } = table.tHead.rows[0].cells[0].getBoundingClientRect();
    const chooser = document.getElementById('vaelger');
    const above = chooser && !chooser.hidden ? chooser.getBoundingClientRect().bottom : 0;
    return { id: table.id, top, above };
  });
  if (!at) return 'no long table';
  if (1.5 < Math.abs(at.top - at.above)) wrong.push(`the head of ${at.id} stands at ${at.top}, not ${at.above}`);
  return `head of ${at.id} in sight`;
};

// The sections of a chapter are unfolded in the contents and lead to their places.
const contents = async (tab, wrong) => {
  const nav = tab.locator('nav details').first();
  if (await nav.count() === 0) return 'no sections in the contents';
  await nav.locator('summary').focus();
  await tab.keyboard.press('Enter');
  if (!(await tabTo(tab, 'nav details li a', 1))) wrong.push('the contents do not unfold to their sections');
  await tab.keyboard.press('Enter');
  const leads = await tab.evaluate(() => {
    const place = document.querySelector(window.location.hash || 'nothing');
    const top = place?.getBoundingClientRect().top;
    return place ? 0 <= top && top < window.innerHeight : false;
  });
  if (!leads) wrong.push('a section of the contents does not lead to its place');
  await tab.evaluate(() => window.scrollTo(0, 0));
  return 'a section found in the contents';
};

export const atTheKeyboard = async (browser, address) => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const tab = await context.newPage();
  const wrong = [];
  tab.on('pageerror', (error) => wrong.push(String(error)));
  tab.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrong.push(message.text());
  });
  await tab.goto(address);
  const told = [];
  for (const look of [contents, sorting, choosing, explaining, scrolling]) told.push(await look(tab, wrong));
  await context.close();
  return { told: `keyboard: ${told.join('; ')}`, wrong };
};

export const withoutScripts = async (browser, address) => {
  const wrong = [];
  const text = async (javaScriptEnabled) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const tab = await context.newPage();
    await tab.goto(address);
    const controls = await tab.locator('button:visible, select:visible, input:visible').count();
    const main = (await tab.locator('main').textContent()).replaceAll(/\s+/g, ' ');
    const places = await tab.evaluate(() => [...document.querySelectorAll('main a[href^="#"]')]
      .filter((link) => !document.getElementById(link.getAttribute('href').slice(1))).length);
    await context.close();
    if (places !== 0) wrong.push(`${places} links lead nowhere`);
    return { controls, main };
  };
  const [without, scripted] = [await text(false), await text(true)];
  if (without.controls !== 0) wrong.push(`${without.controls} controls that do nothing without scripts`);
  // The script adds how tables are read with arrow keys, and takes nothing away.
  if (scripted.main.length < without.main.length) wrong.push('the page says less with scripts');
  return { told: `without scripts: ${without.main.length} letters, ${without.controls} controls`, wrong };
};
