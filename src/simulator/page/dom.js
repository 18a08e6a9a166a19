/** Creates an element. Text only ever becomes a text node: nothing that the bot says is parsed as HTML. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.flat().filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  send: 'M3 20.5 21.5 12 3 3.5l.01 6.6L15.5 12 3.01 13.9z',
  attach:
    'M16.5 6.5v10a4.5 4.5 0 0 1-9 0V5.8a3 3 0 0 1 6 0v10a1.5 1.5 0 0 1-3 0V7H9v8.8a3 3 0 0 0 6 0v-10a4.5 4.5 0 0 0-9 0v10.7a6 6 0 0 0 12 0v-10z',
  menu: 'M4 6h16v2H4zm0 5h16v2H4zm0 5h16v2H4z',
  more: 'M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4m0 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4m0 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  close: 'm6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z',
  keys: 'M4 5h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V7c0-1.1 .9-2 2-2m1 3v2h2V8zm3.5 0v2h2V8zm3.5 0v2h2V8zm3.5 0v2h3V8zM5 11.5 v2h2v-2zm3.5 0v2h2v-2zm3.5 0v2h2v-2zm3.5 0v2h3v-2zM8 15v2h8v-2z',
  down: 'm12 16.5 -7-7L6.4 8.1 l5.6 5.6 5.6 -5.6 L19 9.5 z',
  file: 'M6 2h8l5 5v13a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4c0-1.1 .9-2 2-2m7 1.5 V8h4.5 z',
  bot: 'M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-9l-5 4v-4H4a2 2 0 0 1-2-2V5c0-1.1 .9-2 2-2m4.5 5.5 a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3m7 0a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3',
  person: 'M12 12a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9m0 2c-4.4 0-8 2.2 -8 5v2h16v-2c0-2.8 -3.6 -5-8-5',
  pin: 'M12 2a7 7 0 0 0-7 7c0 5.2 7 13 7 13s7-7.8 7-13a7 7 0 0 0-7-7m0 9.5 A2.5 2.5 0 1 1 12 6.5 a2.5 2.5 0 0 1 0 5',
  picture:
    'M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6c0-1.1 .9-2 2-2m4.5 4A1.5 1.5 0 1 0 8.5 11a1.5 1.5 0 0 0 0-3M4 18h16l-5.2 -7-4 5.2 -2.8 -3.4 z',
  voice:
    'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3m5-3a5 5 0 0 1-10 0H5a7 7 0 0 0 6 6.9 V22h2v-3.1 A7 7 0 0 0 19 12z',
  smile:
    'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M8.5 8A1.5 1.5 0 1 1 8.5 11a1.5 1.5 0 0 1 0-3m7 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3M12 18c-2.3 0-4.3 -1.4 -5.2 -3.5 h10.4 A5.7 5.7 0 0 1 12 18',
  check: 'm9.5 16.2 -4.2 -4.2 L3.9 13.4 l5.6 5.6 11-11-1.4 -1.4 z',
  link: 'M10.6 13.4 a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7 -5.7 l-1.3 1.3 1.4 1.4 1.3 -1.3 a2 2 0 0 1 2.9 2.9 l-3 3a2 2 0 0 1-2.9 0zm2.8 -2.8 a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7 l1.3 -1.3 -1.4 -1.4 L9 17.9 A2 2 0 0 1 6.1 15l3-3a2 2 0 0 1 2.9 0z',
};

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onclick, className = '') {
  return h(
    'button',
    { type: 'button', class: `icon-button ${className}`, 'aria-label': label, title: label, onclick },
    icon(name),
  );
}

function initials(person) {
  const parts = [person.firstName, person.lastName].filter(Boolean).join(' ').split(/\s+/);
  const words = parts.filter((part) => !/^(bu|pak|ibu|bapak|mbak|mas)$/i.test(part));
  return (words.length > 0 ? words : parts)
    .slice(0, 2)
    .map((word) => word[0].toUpperCase())
    .join('');
}

export function avatar(person) {
  return h('span', { class: `avatar tone-${person.id % 6}`, 'aria-hidden': 'true' }, initials(person));
}

export function fullName(person) {
  return [person.firstName, person.lastName].filter(Boolean).join(' ');
}
