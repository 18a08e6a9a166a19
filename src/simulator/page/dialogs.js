import { h, icon, iconButton } from './dom.js';

/**
 * A question over one phone; the rest of that phone cannot be used meanwhile.
 * Resolves with the chosen action's value, or undefined when it was closed.
 */
export function ask(phone, { title, text, body, actions }) {
  const before = document.activeElement;
  const { promise, resolve } = Promise.withResolvers();
  const box = h('div', {
    class: 'dialog',
    role: 'dialog',
    'aria-modal': 'true',
    'aria-label': title ?? text,
  });
  const cover = h('div', { class: 'cover' }, box);
  const others = [...phone.children];
  const done = (value) => {
    cover.remove();
    for (const other of others) other.inert = false;
    if (before instanceof HTMLElement) before.focus();
    resolve(value);
  };
  if (title !== undefined) box.append(h('h3', {}, title));
  if (text !== undefined) box.append(h('p', {}, text));
  if (body !== undefined) box.append(body);
  const buttons = actions.map(({ label, value, primary }) =>
    h(
      'button',
      {
        type: 'button',
        class: primary ? 'primary' : 'quiet',
        onclick: () => done(typeof value === 'function' ? value() : value),
      },
      label,
    ),
  );
  box.append(h('div', { class: 'dialog-actions' }, buttons));
  cover.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') done(undefined);
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      buttons.at(-1).click();
    }
  });
  for (const other of others) other.inert = true;
  phone.append(cover);
  (box.querySelector('input, textarea') ?? buttons.at(-1)).focus();
  return promise;
}

/** A small menu of buttons beside `anchor`; closes on choice, Escape, and when the focus goes elsewhere. */
export function openMenu(phone, anchor, label, items, className = '') {
  phone.querySelector('.menu')?.remove();
  const menu = h('div', { class: `menu ${className}`, role: 'menu', 'aria-label': label });
  const close = (refocus) => {
    menu.remove();
    anchor.setAttribute('aria-expanded', 'false');
    if (refocus) anchor.focus();
  };
  for (const item of items) {
    const button = h(
      'button',
      { type: 'button', role: 'menuitem', tabindex: -1 },
      item.icon && icon(item.icon),
      h('span', { class: 'menu-label' }, item.label),
      item.hint && h('span', { class: 'menu-hint' }, item.hint),
    );
    button.addEventListener('click', () => {
      close(true);
      item.run();
    });
    menu.append(button);
  }
  menu.addEventListener('keydown', (event) => {
    const buttons = [...menu.children];
    const at = buttons.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      buttons.at(next % buttons.length).focus();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close(true);
    } else if (event.key === 'Tab') close(true);
  });
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget !== null && !menu.contains(event.relatedTarget)) close(false);
  });
  anchor.setAttribute('aria-expanded', 'true');
  phone.append(menu);
  menu.firstElementChild?.focus();
  const outside = (event) => {
    if (!menu.isConnected) return document.removeEventListener('pointerdown', outside, true);
    if (menu.contains(event.target)) return undefined;
    document.removeEventListener('pointerdown', outside, true);
    return close(false);
  };
  document.addEventListener('pointerdown', outside, true);
  return menu;
}

/** A picture over the whole page. */
export function showPicture(url, description) {
  const before = document.activeElement;
  const overlay = document.querySelector('#overlay');
  const close = () => {
    view.remove();
    document.querySelector('.layout').inert = false;
    before?.focus();
  };
  const closeButton = iconButton('close', 'Tutup gambar', close);
  const view = h(
    'div',
    { class: 'picture-view', role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Gambar besar' },
    closeButton,
    h('img', { src: url, alt: description }),
  );
  view.addEventListener('click', close);
  view.addEventListener('keydown', (event) => event.key === 'Escape' && close());
  document.querySelector('.layout').inert = true;
  overlay.append(view);
  closeButton.focus();
}
