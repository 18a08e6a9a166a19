import { avatar, fullName, h } from './dom.js';
import { Guide } from './guide.js';
import { PeopleList } from './people.js';
import { Phone } from './phone.js';
import { Store } from './store.js';

const store = new Store();
const phones = document.querySelector('#phones');
const tabs = document.querySelector('#tabs');
const announcer = document.querySelector('#announcer');
/** Open phones, the one used last at the end; and the order in which they stand. */
let recent = [];
let order = [];
const shown = new Map();

const listButton = h(
  'button',
  {
    type: 'button',
    class: 'tab',
    'aria-expanded': 'false',
    'aria-controls': 'side',
    onclick: () => showList(),
  },
  '+ Orang',
);

/** On a phone the list of people lies over the chat. */
function showList(open = !document.body.classList.contains('side-open')) {
  document.body.classList.toggle('side-open', open);
  listButton.setAttribute('aria-expanded', String(open));
}

const people = new PeopleList(store, document.querySelector('#side'), (id) => openPhone(id, true));

const guide = new Guide(store, document.querySelector('#guide'), (id) => openPhone(id, true));

function capacity() {
  const width = window.innerWidth;
  if (width <= 720) return 1;
  return Math.max(1, Math.min(4, Math.floor((width - 280) / 330)));
}

async function openPhone(id, focus) {
  await store.open(id);
  recent = [...recent.filter((other) => other !== id), id];
  if (!order.includes(id)) order.push(id);
  arrange();
  if (!focus) return;
  showList(false);
  focusPhone(id);
}

function focusPhone(id) {
  const phone = shown.get(id);
  const target = phone?.element.querySelector('.big-button') ?? phone?.composer.input;
  target?.focus({ preventScroll: true });
  phone?.log.toBottom();
}

function closePhone(id) {
  recent = recent.filter((other) => other !== id);
  order = order.filter((other) => other !== id);
  arrange();
}

/** Shows as many phones as fit: those used last, standing in a steady order. */
function arrange() {
  const visible = recent.slice(-capacity());
  for (const [id, phone] of shown) {
    if (visible.includes(id)) continue;
    phone.element.remove();
    shown.delete(id);
  }
  for (const id of visible) {
    if (!shown.has(id)) shown.set(id, new Phone(store, id, () => closePhone(id)));
    store.unread.delete(id);
  }
  const wanted = order.filter((id) => visible.includes(id)).map((id) => shown.get(id).element);
  for (const [at, element] of wanted.entries()) {
    if (phones.children[at] !== element) phones.insertBefore(element, phones.children[at] ?? null);
  }
  phones.querySelector('.none')?.remove();
  if (wanted.length === 0)
    phones.append(h('p', { class: 'none' }, 'Pilih orang di daftar untuk membuka HP-nya.'));
  for (const id of visible) shown.get(id).log.toBottom();
  localStorage.setItem('open', JSON.stringify(order));
  drawLists();
}

function drawLists() {
  people.draw([...shown.keys()]);
  tabs.replaceChildren(
    ...[...store.people.values()].map((person) => {
      const unread = store.unread.get(person.id) ?? 0;
      const isOpen = shown.has(person.id);
      return h(
        'button',
        {
          type: 'button',
          class: `tab${isOpen ? ' open' : ''}`,
          'aria-pressed': String(isOpen),
          'data-tab': person.id,
          onclick: () => {
            showList(false);
            void openPhone(person.id, false);
          },
        },
        avatar(person),
        h('span', {}, fullName(person)),
        unread > 0 && h('span', { class: 'unread' }, unread),
      );
    }),
    listButton,
  );
  tabs.querySelector('.tab.open')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

function on(type, run) {
  store.addEventListener(type, ({ detail }) => {
    const phone = shown.get(detail.id);
    if (phone !== undefined) run(phone, detail);
  });
}

on('message', (phone, { message }) => phone.add(message));
on('edit', (phone, { message }) => phone.replace(message));
on('delete', (phone, { messageIds }) => phone.remove(messageIds));
on('press', (phone, { messageId }) => phone.log.showWaiting(messageId));
on('toast', (phone, { text, alert }) => phone.toast(text, alert));
on('action', (phone, { action }) => phone.typing(action));
on('row', (phone) => phone.drawRow());
on('chat', (phone) => phone.drawAll());
store.addEventListener('people', () => {
  for (const phone of shown.values()) phone.drawRow();
  drawLists();
});
store.addEventListener('connection', () => {
  drawLists();
  guide.draw();
});
store.addEventListener('tour', () => guide.draw());
store.addEventListener('arrived', ({ detail }) => {
  if (shown.has(detail.id)) return;
  store.unread.set(detail.id, (store.unread.get(detail.id) ?? 0) + 1);
  const person = store.people.get(detail.id);
  if (person !== undefined) announcer.textContent = `Pesan baru untuk ${fullName(person)}`;
  drawLists();
});

let width = capacity();
window.addEventListener('resize', () => {
  if (capacity() === width) return;
  width = capacity();
  arrange();
});

function remembered() {
  try {
    const ids = JSON.parse(localStorage.getItem('open') ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => store.people.has(id)) : [];
  } catch {
    return [];
  }
}

await store.begin();
guide.draw();
const earlier = remembered();
const first = earlier.length > 0 ? earlier : [...store.people.keys()].slice(0, capacity());
for (const id of first) await openPhone(id, false);
arrange();
document.body.classList.add('ready');
