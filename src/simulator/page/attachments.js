import { fileUrl } from './api.js';
import { showPicture } from './dialogs.js';
import { h, icon } from './dom.js';

/** What a message shows besides its words: picture, file, card. */
export function attachmentNodes(message) {
  const found = [];
  if (message.photo) found.push(picture(message));
  if (message.animation) found.push(file(message.animation, 'GIF'));
  else if (message.document) found.push(file(message.document));
  if (message.video) found.push(file(message.video, 'Video'));
  if (message.voice) found.push(voice(message.voice));
  if (message.audio) found.push(file(message.audio));
  if (message.sticker)
    found.push(
      h(
        'div',
        { class: 'sticker', role: 'img', 'aria-label': `Stiker ${message.sticker.emoji ?? ''}` },
        message.sticker.emoji ?? '🙂',
      ),
    );
  if (message.dice) found.push(h('div', { class: 'sticker' }, `${message.dice.emoji} ${message.dice.value}`));
  if (message.contact) found.push(contact(message.contact));
  if (message.venue) found.push(place(message.venue.location, message.venue));
  else if (message.location) found.push(place(message.location));
  if (message.poll) found.push(poll(message.poll));
  return found;
}

function picture(message) {
  const size = message.photo.at(-1);
  const url = fileUrl(size.file_id);
  const description = message.caption ? `Gambar: ${message.caption.slice(0, 80)}` : 'Gambar';
  return h(
    'button',
    {
      type: 'button',
      class: 'picture',
      'aria-label': `${description}. Perbesar`,
      onclick: () => showPicture(url, description),
    },
    h('img', { src: url, alt: '', width: size.width, height: size.height, loading: 'lazy' }),
  );
}

function sizeText(bytes = 0) {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  return `${value.toLocaleString('id-ID', { maximumFractionDigits: 1 })} ${unit}`;
}

function file(media, kind) {
  const name = media.file_name ?? kind ?? 'Berkas';
  return h(
    'a',
    { class: 'file', href: fileUrl(media.file_id, true), download: name },
    h('span', { class: 'file-icon' }, icon('file')),
    h(
      'span',
      { class: 'file-text' },
      h('span', { class: 'file-name' }, name),
      h('span', { class: 'file-size' }, `${kind ? `${kind} · ` : ''}${sizeText(media.file_size)} · unduh`),
    ),
  );
}

const WAVES = [5, 9, 14, 8, 12, 18, 11, 7, 15, 20, 13, 9, 16, 10, 6, 12, 17, 9, 5, 8];

function voice(media) {
  const seconds = media.duration ?? 0;
  const bars = WAVES.map((height) => h('i', { class: `bar bar-${Math.round(height / 4)}` }));
  return h(
    'div',
    { class: 'voice', role: 'img', 'aria-label': `Pesan suara, ${seconds} detik` },
    h('span', { class: 'file-icon' }, icon('voice')),
    h('span', { class: 'waves' }, bars),
    h('span', { class: 'file-size' }, `0:${String(seconds).padStart(2, '0')}`),
  );
}

function contact(card) {
  return h(
    'div',
    { class: 'card' },
    h('span', { class: 'file-icon' }, icon('person')),
    h(
      'span',
      { class: 'file-text' },
      h('span', { class: 'file-name' }, [card.first_name, card.last_name].filter(Boolean).join(' ')),
      h('span', { class: 'file-size' }, card.phone_number),
    ),
  );
}

function place(location, venue) {
  const spot = `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
  return h(
    'div',
    { class: 'place' },
    h('div', { class: 'map', role: 'img', 'aria-label': `Peta ${venue?.title ?? spot}` }, icon('pin')),
    h(
      'div',
      { class: 'place-text' },
      h('span', { class: 'file-name' }, venue?.title ?? 'Lokasi'),
      h('span', { class: 'file-size' }, venue?.address ?? spot),
      venue && h('span', { class: 'file-size' }, spot),
    ),
  );
}

function poll(question) {
  return h(
    'div',
    { class: 'poll' },
    h('strong', {}, question.question),
    h(
      'ul',
      {},
      question.options.map((option) => h('li', {}, option.text)),
    ),
  );
}
