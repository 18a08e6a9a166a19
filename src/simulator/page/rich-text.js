import { h } from './dom.js';

const TAGS = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

/**
 * A text with Telegram's entities as DOM nodes.
 * `actions.command(text)` and `actions.start(payload)` are called for commands and for links to this bot.
 */
export function richText(text, entities = [], actions = {}) {
  return build(text, entities, 0, text.length, actions);
}

function build(text, entities, from, to, actions) {
  const nodes = [];
  let at = from;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const end = entity.offset + entity.length;
    index += 1;
    if (entity.offset < at || end > to) continue;
    const inner = [];
    while (index < entities.length && entities[index].offset < end) inner.push(entities[index++]);
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    nodes.push(
      wrap(entity, text.slice(entity.offset, end), build(text, inner, entity.offset, end, actions), actions),
    );
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function wrap(entity, plain, children, actions) {
  const tag = TAGS[entity.type];
  if (tag !== undefined) return h(tag, {}, children);
  switch (entity.type) {
    case 'spoiler': {
      const spoiler = h(
        'button',
        { type: 'button', class: 'spoiler', 'aria-label': 'Tampilkan teks tersembunyi' },
        children,
      );
      spoiler.addEventListener('click', () => spoiler.classList.add('shown'));
      return spoiler;
    }
    case 'expandable_blockquote':
      return folded(children);
    case 'bot_command':
      return h(
        'button',
        { type: 'button', class: 'link', onclick: () => actions.command?.(plain) },
        children,
      );
    case 'text_link':
    case 'url':
      return link(entity.url ?? plain, children, actions);
    case 'email':
    case 'mention':
    case 'hashtag':
      return h('span', { class: 'link' }, children);
    default:
      return h('span', {}, children);
  }
}

/** Three lines of it are seen until somebody opens it. */
function folded(children) {
  const opener = h('button', {
    type: 'button',
    class: 'unfold',
    'aria-label': 'Buka kutipan',
    'aria-expanded': 'false',
  });
  const quote = h('blockquote', { class: 'folded' }, [h('div', {}, children), opener]);
  opener.addEventListener('click', () => {
    const closed = quote.classList.toggle('folded');
    opener.setAttribute('aria-expanded', String(!closed));
    opener.setAttribute('aria-label', closed ? 'Buka kutipan' : 'Tutup kutipan');
  });
  return quote;
}

function link(address, children, actions) {
  const full = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  let url;
  try {
    url = new URL(full);
  } catch {
    return h('span', { class: 'link' }, children);
  }
  const payload = botPayload(url, actions.username);
  if (payload !== undefined) {
    return h('button', { type: 'button', class: 'link', onclick: () => actions.start?.(payload) }, children);
  }
  return h('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer' }, children);
}

/** The payload of a t.me link to this very bot. */
export function botPayload(url, username) {
  if (username === undefined || !/^(?:www\.)?t\.me$/i.test(url.hostname)) return undefined;
  if (url.pathname.slice(1).toLowerCase() !== username.toLowerCase()) return undefined;
  return url.searchParams.get('start') ?? '';
}
