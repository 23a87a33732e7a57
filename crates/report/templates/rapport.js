// What makes the page easier to read: choosing a school, sorting tables, and explanations on the spot.
// All of the report is there without it: numbers and words are links to their explanations.
// Nothing is fetched or stored, and all text is put in as text.
'use strict';
(() => {
  const language = document.documentElement.lang;
  const message = document.getElementById('melding');
  const byId = (id) => document.getElementById(id);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  // What a cell says, without its small print.
  const said = (cell) => [...cell.childNodes].filter((node) => node.nodeName !== 'SMALL')
    .map((node) => node.textContent).join('').trim();

  // --- Sorting -------------------------------------------------------------------------------------
  const collator = new Intl.Collator(language, { numeric: true });
  const decimal = language === 'da' ? ',' : '.';

  // The number a cell begins with, as it is printed in the language of the page; NaN for none.
  const numberOf = (text) => {
    const [found] = /^[+\-−]?\d[\d.,]*/.exec(text.replace(/\s/g, '')) ?? [''];
    const [whole, fraction] = found.split(decimal);
    const digits = `${whole.replace(/[.,]/g, '')}.${fraction ?? ''}`.replace('−', '-');
    return found === '' ? NaN : Number(digits.replace(/\.$/, ''));
  };
  // Words that stand where a number could have been come last, whichever way a column is sorted.
  const isNothing = (cell, text) => text === '' || text === '–' || cell.classList.contains('absent');

  // Sorts the schools of every group by one column, those without a value last. What stands among them,
  // totals and the municipality, stays before or after them. Direction 0 is the report's own order.
  const sort = (table, column, direction) => {
    for (const body of table.tBodies) {
      const place = (row) => Number(row.dataset.place);
      const all = [...body.rows].sort((a, b) => place(a) - place(b));
      const schools = all.filter((row) => row.dataset.school);
      const keyed = schools.map((row) => {
        const text = said(row.cells[column]);
        const nothing = isNothing(row.cells[column], text);
        return { row, text, nothing, number: nothing ? 0 : numberOf(text) };
      });
      const areNumbers = column > 0 && keyed.every((of) => !Number.isNaN(of.number));
      const order = (a, b) => (areNumbers ? a.number - b.number : collator.compare(a.text, b.text));
      keyed.sort((a, b) => a.nothing - b.nothing || (a.nothing ? 0 : direction * order(a, b)));
      const first = all.indexOf(schools[0]);
      const others = all.filter((row) => !row.dataset.school);
      const before = others.filter((row) => all.indexOf(row) < first);
      const after = others.filter((row) => all.indexOf(row) >= first);
      body.append(...(direction === 0 ? all : [...before, ...keyed.map((of) => of.row), ...after]));
    }
  };

  const press = (table, head) => {
    const before = head.getAttribute('aria-sort');
    const direction = { ascending: -1, descending: 0 }[before] ?? 1;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    if (direction !== 0) head.setAttribute('aria-sort', direction === 1 ? 'ascending' : 'descending');
    sort(table, head.cellIndex, direction);
    const { ascending, descending, unsorted } = message.dataset;
    const how = { '1': ascending, '-1': descending, '0': unsorted }[direction];
    const text = fill(how, { column: said(head) });
    message.textContent = text;
    const note = table.caption.querySelector('.sorteret')
      ?? table.caption.appendChild(element('span', '', 'sorteret'));
    note.textContent = direction === 0 ? '' : ` ${text}`;
  };

  const makeSortable = (table) => {
    // Rows that are not schools have an order of their own, or are not to be compared with each other.
    if (table.querySelectorAll('tbody tr[data-school]').length < 3) return;
    for (const [place, row] of [...table.rows].entries()) row.dataset.place = place;
    for (const head of table.tHead.rows[0].cells) {
      const button = element('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => press(table, head));
    }
  };

  // --- One tab stop for the links of a table, arrow keys between them ------------------------------
  const stop = (table, link) => {
    table.querySelector('tbody a[tabindex="0"]')?.setAttribute('tabindex', '-1');
    link.setAttribute('tabindex', '0');
  };
  const arrows = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  const move = (event) => {
    const link = event.target.closest('a');
    const [down, right] = arrows[event.key] ?? [0, 0];
    if (!link || (down === 0 && right === 0) || event.altKey || event.ctrlKey || event.metaKey) return;
    const shown = [...event.currentTarget.querySelectorAll('tbody a')].filter((of) => of.offsetParent);
    const cell = link.closest('td').cellIndex;
    const from = shown.indexOf(link);
    const isNext = (of) => right !== 0
      || (of.closest('td').cellIndex === cell && of.closest('tr') !== link.closest('tr'));
    const step = down + right;
    let at = from + step;
    while (shown[at] && !isNext(shown[at])) at += step;
    if (shown[at]) {
      event.preventDefault();
      shown[at].focus();
    }
  };
  const makeMovable = (table) => {
    const links = table.querySelectorAll('tbody a');
    if (links.length < 2) return;
    for (const link of links) link.setAttribute('tabindex', '-1');
    links[0].setAttribute('tabindex', '0');
    table.caption.append(element('span', ` ${message.dataset.moving}`, 'usynlig'));
    table.addEventListener('keydown', move);
    table.addEventListener('focusin', ({ target }) => {
      if (target.matches('tbody a')) stop(table, target);
    });
  };

  // --- Heads in sight ------------------------------------------------------------------------------
  // A table that scrolls sideways is its own frame, and its head leaves with it; the others' heads stay.
  const frames = new ResizeObserver((changed) => {
    for (const frame of new Set(changed.map(({ target }) => target.closest('.rul')))) {
      const table = frame.querySelector('table');
      frame.classList.toggle('hel', table.offsetWidth <= frame.clientWidth);
      frame.style.setProperty('--hoved', `${table.tHead.offsetHeight}px`);
    }
  });
  const keepHead = (table) => {
    frames.observe(table);
    frames.observe(table.closest('.rul'));
  };

  // --- Explanations on the spot --------------------------------------------------------------------
  // Below what is asked about, above it, or beside it, and never upon it; where none of that has room,
  // made lower and scrolled.
  const place = (box, link) => {
    box.style.maxHeight = '';
    const at = link.getBoundingClientRect();
    const [edge, gap] = [8, 4];
    const [right, bottom] = [document.documentElement.clientWidth - edge, window.innerHeight - edge];
    const [wide, high] = [box.offsetWidth, box.offsetHeight];
    const within = (wish, most) => Math.max(edge, Math.min(wish, most));
    const [below, above] = [at.bottom + gap, at.top - gap - high];
    let [left, top] = [within(at.left, right - wide), below];
    if (bottom < below + high && above < edge) {
      top = within(at.top, bottom - high);
      if (at.right + gap + wide <= right) left = at.right + gap;
      else if (edge <= at.left - gap - wide) left = at.left - gap - wide;
      else {
        const [over, under] = [at.top - gap - edge, bottom - below];
        box.style.maxHeight = `${Math.max(over, under)}px`;
        top = over < under ? below : edge;
      }
    } else if (bottom < below + high) top = above;
    box.style.left = `${left}px`;
    box.style.top = `${top}px`;
  };

  // What a word means: stays while the pointer is on the word or on the explanation, until Escape.
  const makeWords = (box) => {
    let shown = null;
    let leaving = 0;
    const hide = () => {
      if (shown) box.hidePopover();
      shown = null;
    };
    const show = (link) => {
      clearTimeout(leaving);
      if (shown === link) return;
      hide();
      box.textContent = byId(link.hash.slice(1)).textContent;
      box.showPopover();
      place(box, link);
      shown = link;
    };
    for (const link of document.querySelectorAll('td a[href^="#ord-"]')) {
      link.setAttribute('aria-describedby', link.hash.slice(1));
    }
    const wordAt = (event) => event.target.closest?.('a[href^="#ord-"]');
    document.addEventListener('focusin', (event) => (wordAt(event) ? show(wordAt(event)) : hide()));
    document.addEventListener('pointerover', (event) => {
      if (wordAt(event)) show(wordAt(event));
      else if (box.contains(event.target)) clearTimeout(leaving);
    });
    document.addEventListener('pointerout', (event) => {
      const isLeft = wordAt(event) === shown || box.contains(event.target);
      if (shown && isLeft && shown !== document.activeElement) leaving = setTimeout(hide, 300);
    });
    document.addEventListener('click', (event) => {
      const link = wordAt(event);
      if (!link) {
        if (!box.contains(event.target)) hide();
      } else if (!event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        show(link);
      }
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') hide();
    });
    document.addEventListener('scroll', () => shown && place(box, shown), { capture: true, passive: true });
  };

  // How a number was made: its own particulars, then the definition it is counted by.
  const makeNumbers = (box) => {
    const onward = box.querySelector('p > a');
    const about = box.querySelector('.om');
    const put = (field, text) => {
      const into = box.querySelector(`[data-field="${field}"]`);
      if (!into) return;
      into.textContent = text ?? '';
      into.closest('div').hidden = !text;
    };
    // What small print has rows of their own for, and what is left of it.
    const isCount = /^n\s+(?=\d)/;
    const isInterval = /^[+−]?\d[\d.,]*–[+−]?\d[\d.,]*$/;
    // What the number is of, each thing said once, and its year: that of its key, where no head has it.
    const titleOf = (name, heads, key) => {
      const [from, to] = /\/(\d{4})-(\d{2})(?:\/|$)/.exec(key)?.slice(1) ?? [];
      const year = from && `${from}/${to}`;
      const others = heads.filter((head) => head !== name);
      const isTold = !year || others.some((head) => head.includes(year));
      return `${name}: ${[...new Set(isTold ? others : [...others, year])].join(', ')}`;
    };
    const show = (link) => {
      const target = byId(link.hash.slice(1));
      const row = link.closest('tr');
      const head = link.closest('table').tHead.rows[0].cells[link.closest('td').cellIndex];
      const of = (target.closest('section') ?? target).querySelector('h2, h3') ?? target;
      const { k, e, n, i } = link.dataset;
      const key = `${row.dataset.k ?? ''}${k}`;
      box.querySelector('.titel').textContent = titleOf(said(of), [row.cells[0], head].map(said), key);
      const small = link.closest('td').querySelector('small')?.textContent.split(' · ') ?? [];
      put('value', link.textContent);
      put('n', n ?? small.find((part) => isCount.test(part))?.replace(isCount, ''));
      put('interval', i ?? small.find((part) => isInterval.test(part)));
      put('small', small.filter((part) => !isCount.test(part) && !isInterval.test(part)).join(' · '));
      put('key', key);
      put('command', `${box.querySelector('[data-command]')?.dataset.command} ${key}`);
      for (const of of box.querySelectorAll('[data-class]')) of.hidden = of.dataset.class !== e;
      about.replaceChildren(...(target.matches('dl') ? target.cloneNode(true).children : []));
      onward.setAttribute('href', link.hash);
      box.showPopover();
      place(box, link);
      box.focus();
    };
    let asked = null;
    document.addEventListener('click', (event) => {
      const link = event.target.closest?.('a[data-k]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      asked = link;
      show(link);
    });
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      box.hidePopover();
      asked?.focus();
    });
    onward.addEventListener('click', () => box.hidePopover());
  };

  // --- Choosing a school ---------------------------------------------------------------------------
  const makeChooser = (chooser) => {
    const select = byId('skole');
    const only = byId('kun-skolen');
    const places = byId('steder');
    const found = byId('fundet');
    const about = [...document.querySelectorAll('[data-school]')];
    const count = byId('antal-steder');

    const listPlaces = (rows) => {
      const list = places.querySelector('ul');
      list.replaceChildren();
      const seen = new Set();
      for (const row of rows) {
        const section = row.closest('section');
        if (!section || seen.has(section)) continue;
        seen.add(section);
        const [chapter, title] = [row.closest('.kapitel'), section.querySelector('h2, h3')]
          .map((of) => of?.querySelector('h2')?.textContent ?? of?.textContent ?? '');
        const link = element('a', chapter === title ? title : `${chapter}: ${title}`);
        const table = row.closest('table');
        link.href = `#${table.id}`;
        link.addEventListener('click', () => {
          const folded = table.closest('details');
          if (folded) folded.open = true;
          places.open = false;
        });
        const item = element('li');
        item.append(link);
        list.append(item);
      }
      places.hidden = seen.size === 0;
      count.textContent = ` (${seen.size})`;
    };

    // Groups without a row that is left, and tables without a group, are not left as heads alone.
    const hideEmpty = () => {
      const tables = new Set(about.map((of) => of.closest('table')));
      for (const table of tables) {
        const bodies = [...table.tBodies];
        for (const body of bodies) {
          const isEmpty = [...body.rows].every((row) => row.matches('.gruppe, .andre'));
          body.classList.toggle('tom', isEmpty && body.rows.length > 0);
        }
        (table.closest('details') ?? table.closest('.rul'))
          .classList.toggle('tom', bodies.every((body) => body.matches('.tom, .andre')));
      }
    };

    const choose = (id) => {
      select.value = id;
      if (select.selectedIndex < 0) select.value = '';
      const school = select.value;
      const isOf = (of) => school !== '' && of.dataset.school === school;
      for (const of of about) {
        of.classList.toggle('valgt', isOf(of));
        of.classList.toggle('andre', school !== '' && only.checked && !isOf(of));
      }
      only.disabled = school === '';
      const rows = about.filter(isOf);
      listPlaces(rows);
      hideEmpty();
      const tables = new Set(rows.map((row) => row.closest('table'))).size;
      const option = select.selectedOptions[0];
      message.textContent = school === '' ? ''
        : fill(found.dataset.found, { school: option.textContent, tables });
      found.replaceChildren();
      if (option.dataset.sheet) {
        const sheet = element('a', found.dataset.sheet);
        sheet.href = option.dataset.sheet;
        found.append(sheet);
      }
    };

    const fromAddress = () => {
      const [, id] = /^#skole=(\w+)$/.exec(window.location.hash) ?? [];
      if (id) choose(id);
    };
    const toAddress = () => {
      const { pathname, search } = window.location;
      const address = select.value === '' ? `${pathname}${search}` : `#skole=${select.value}`;
      window.history.replaceState(null, '', address);
    };
    select.addEventListener('change', () => {
      choose(select.value);
      toAddress();
    });
    only.addEventListener('change', () => choose(select.value));
    places.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      places.open = false;
      places.querySelector('summary').focus();
    });
    window.addEventListener('hashchange', fromAddress);
    chooser.hidden = false;
    // What a link jumps to, and the head of a table, must not lie under the chooser.
    new ResizeObserver(() => {
      const isFixed = getComputedStyle(chooser).position === 'sticky';
      const height = isFixed ? chooser.offsetHeight : 0;
      document.documentElement.style.setProperty('--vaelger', `${height}px`);
    }).observe(chooser);
    choose('');
    fromAddress();
  };

  for (const table of document.querySelectorAll('table')) {
    makeSortable(table);
    makeMovable(table);
    keepHead(table);
  }
  const chooser = byId('vaelger');
  if (chooser) makeChooser(chooser);
  if ('showPopover' in HTMLElement.prototype) {
    if (byId('ordbog')) makeWords(byId('ordbog'));
    if (byId('forklaring')) makeNumbers(byId('forklaring'));
  }
})();
