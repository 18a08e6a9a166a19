import { attachmentNodes } from './attachments.js';
import { h, icon, iconButton } from './dom.js';
import { richText } from './rich-text.js';
import { clockTime, exactTime } from './time.js';

/** One message as a bubble with its inline keyboard. `actions` is what the phone can do with it. */
export function bubble(message, waiting, actions) {
  if (message.pinned_message) return service(`${message.from.first_name} menyematkan pesan`, message);
  const own = !message.byBot;
  const attachments = attachmentNodes(message);
  const bare = (message.sticker || message.dice) && !message.caption;
  const body = h('div', {
    class: `bubble ${own ? 'own' : 'theirs'}${bare ? ' bare' : ''}${message.photo ? ' with-picture' : ''}`,
  });
  if (message.forward_origin)
    body.append(h('div', { class: 'forwarded' }, `Diteruskan dari ${originName(message.forward_origin)}`));
  if (message.reply_to_message) body.append(quote(message.reply_to_message));
  body.append(...attachments);
  const text = message.text ?? message.caption;
  if (text !== undefined) {
    const entities = message.entities ?? message.caption_entities;
    body.append(h('div', { class: 'words' }, richText(text, entities, actions)));
  }
  body.append(
    h(
      'div',
      { class: 'stamp' },
      message.edit_date && h('span', {}, 'diedit'),
      h('time', { title: exactTime(message.date) }, clockTime(message.date)),
      own && icon('check'),
    ),
  );
  if (message.reaction?.length)
    body.append(h('div', { class: 'reaction', 'aria-label': 'Reaksi bot' }, message.reaction.join(' ')));
  const more = iconButton('more', 'Pilihan pesan', () => actions.more(message, more), 'bubble-more');
  more.setAttribute('aria-haspopup', 'menu');
  const row = h(
    'div',
    { class: `row ${own ? 'own' : 'theirs'}`, 'data-message': message.message_id },
    h(
      'div',
      { class: 'stack' },
      h('div', { class: 'line' }, body, more),
      keyboard(message, waiting, actions),
    ),
  );
  onHold(body, () => actions.more(message, more));
  return row;
}

function service(text, message) {
  return h('div', { class: 'service', 'data-message': message.message_id }, text);
}

function originName(origin) {
  return origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? 'orang lain';
}

function quote(message) {
  const words = message.text ?? message.caption ?? 'Lampiran';
  return h('div', { class: 'quote' }, h('b', {}, message.from.first_name), h('span', {}, words.slice(0, 90)));
}

function keyboard(message, waiting, actions) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return undefined;
  return h(
    'div',
    { class: 'inline-keyboard', role: 'group', 'aria-label': 'Tombol' },
    rows.map((row) =>
      h(
        'div',
        { class: 'key-row' },
        row.map((button) => inlineButton(message, button, waiting, actions)),
      ),
    ),
  );
}

function inlineButton(message, button, waiting, actions) {
  const look = `inline-button${button.style ? ` style-${button.style}` : ''}`;
  const words = h('span', {}, button.text);
  if (/^https?:/i.test(button.url ?? '')) {
    const props = { class: look, href: button.url, target: '_blank', rel: 'noopener noreferrer' };
    return h('a', { ...props, onclick: (event) => actions.openLink(event, button.url) }, words, icon('link'));
  }
  const data = button.callback_data;
  if (data === undefined) {
    const copied = button.copy_text?.text;
    const onclick = () => (copied === undefined ? actions.unsupported() : actions.copy(copied));
    return h('button', { type: 'button', class: look, onclick }, words);
  }
  const busy = waiting.has(`${message.message_id}:${data}`);
  return h(
    'button',
    {
      type: 'button',
      class: busy ? `${look} busy` : look,
      'aria-busy': busy ? 'true' : undefined,
      'data-data': data,
      onclick: () => actions.press(message, data),
    },
    words,
    busy && h('span', { class: 'spinner', 'aria-hidden': 'true' }),
  );
}

/** Right click, or a long press on a touch screen. */
function onHold(element, run) {
  let timer;
  const stop = () => clearTimeout(timer);
  element.addEventListener('contextmenu', (event) => {
    if (event.target.closest('a')) return;
    event.preventDefault();
    run();
  });
  element.addEventListener(
    'touchstart',
    () => {
      timer = setTimeout(() => run(), 550);
    },
    { passive: true },
  );
  for (const end of ['touchend', 'touchmove', 'touchcancel'])
    element.addEventListener(end, stop, { passive: true });
}
