import { ask } from './dialogs.js';
import { fullName, h } from './dom.js';

/** Samples that can be sent without having them, and a file of one's own. */
export function attachMenu(phone) {
  return [
    {
      icon: 'picture',
      label: 'Foto produk',
      hint: 'contoh',
      run: () => phone.act('photo', { sample: 'produk' }),
    },
    {
      icon: 'picture',
      label: 'Foto warung',
      hint: 'contoh',
      run: () => phone.act('photo', { sample: 'warung' }),
    },
    {
      icon: 'picture',
      label: 'Foto kartu',
      hint: 'contoh, bukan KTP',
      run: () => phone.act('photo', { sample: 'kartu' }),
    },
    { icon: 'file', label: 'Dokumen', hint: 'contoh CSV', run: () => phone.act('document') },
    { icon: 'file', label: 'Pilih berkas…', run: () => phone.files.click() },
    { icon: 'pin', label: 'Lokasi', hint: 'Gresik', run: () => phone.act('location') },
    { icon: 'person', label: 'Kontak saya', run: () => phone.act('contact', { own: true }) },
    { icon: 'person', label: 'Kontak orang lain…', run: () => otherContact(phone) },
    { icon: 'smile', label: 'Stiker', run: () => phone.act('sticker', { emoji: '🙏' }) },
    { icon: 'voice', label: 'Pesan suara', hint: '4 detik', run: () => phone.act('voice') },
  ];
}

/** What can be done with one message, by kind and by whose it is. */
export function messageMenu(phone, message) {
  const id = message.message_id;
  const items = [{ label: 'Balas', run: () => phone.composer.setMode({ kind: 'reply', message }) }];
  if (!message.byBot && message.text !== undefined) {
    items.push({ label: 'Ubah', run: () => phone.composer.setMode({ kind: 'edit', message }) });
  }
  if (!message.byBot) items.push({ label: 'Kirim ulang', run: () => phone.act('resend', { message: id }) });
  items.push({ label: 'Teruskan ke bot', run: () => phone.act('forward', { message: id }) });
  return items;
}

/** What can be done with the whole chat. */
export function personMenu(phone) {
  const { person } = phone;
  return [
    { icon: 'link', label: 'Buka tautan dengan kode…', run: () => openLink(phone) },
    { label: 'Teruskan tulisan orang lain…', run: () => forwardText(phone) },
    person.blocked
      ? { label: 'Buka blokir bot', run: () => phone.act('unblock') }
      : { label: 'Blokir bot', run: () => phone.act('block') },
  ];
}

function field(label, props = {}) {
  const input = h(props.rows ? 'textarea' : 'input', { class: 'field', ...props });
  return { input, element: h('label', { class: 'field-label' }, label, input) };
}

async function openLink(phone) {
  const code = field('Kode di belakang ?start=', {
    maxlength: 64,
    pattern: '[A-Za-z0-9_\\-]*',
    autocomplete: 'off',
  });
  const payload = await ask(phone.screen, {
    title: 'Buka tautan bot',
    text: `Seperti menekan t.me/${phone.store.bot.username}?start=… atau memindai kode QR.`,
    body: code.element,
    actions: [{ label: 'Batal' }, { label: 'Buka', primary: true, value: () => code.input.value.trim() }],
  });
  if (payload !== undefined) await phone.act('start', { payload: payload === '' ? undefined : payload });
}

async function forwardText(phone) {
  const words = field('Tulisan yang diteruskan', { rows: 4, maxlength: 4096 });
  const text = await ask(phone.screen, {
    title: 'Teruskan tulisan',
    body: words.element,
    actions: [
      { label: 'Batal' },
      { label: 'Teruskan', primary: true, value: () => words.input.value.trim() },
    ],
  });
  if (text) await phone.act('forward-text', { text });
}

async function otherContact(phone) {
  const name = field('Nama', { value: 'Budi Santoso', maxlength: 64, autocomplete: 'off' });
  const number = field('Nomor HP', {
    value: '+6281234567890',
    maxlength: 20,
    inputmode: 'tel',
    autocomplete: 'off',
  });
  const card = await ask(phone.screen, {
    title: 'Kirim kontak orang lain',
    text: `Bukan nomor ${fullName(phone.person)} sendiri.`,
    body: h('div', {}, name.element, number.element),
    actions: [
      { label: 'Batal' },
      { label: 'Kirim', primary: true, value: () => ({ name: name.input.value, phone: number.input.value }) },
    ],
  });
  if (card?.name && card.phone) await phone.act('contact', card);
}
