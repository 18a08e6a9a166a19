import { createPerson, setLatency } from './api.js';
import { avatar, fullName, h } from './dom.js';

/** The list of people, with whoever is open, who has something unread, and a way to add somebody. */
export class PeopleList {
  constructor(store, element, onOpen) {
    this.store = store;
    this.onOpen = onOpen;
    this.list = h('ul', { class: 'people' });
    this.status = h('p', { class: 'status', role: 'status' });
    this.slow = h('input', { type: 'checkbox', role: 'switch', id: 'slow' });
    this.slow.addEventListener('change', () => setLatency(this.slow.checked ? 2500 : 0).catch(() => {}));
    element.append(
      h(
        'div',
        { class: 'brand' },
        h('span', { class: 'demo-badge' }, 'DEMO'),
        h('div', {}, h('h1', {}, 'Simulator obrolan'), h('p', {}, 'Data contoh, bukan orang sungguhan')),
      ),
      this.list,
      this.#newPerson(),
      h('label', { class: 'slow', for: 'slow' }, this.slow, h('span', {}, 'Sinyal lambat')),
      this.status,
    );
  }

  draw(open) {
    this.slow.checked = this.store.latencyMs > 0;
    this.status.textContent = this.store.connected ? '' : 'Sambungan ke simulator terputus. Mencoba lagi…';
    const focused = document.activeElement?.dataset?.person;
    const groups = Map.groupBy(this.store.people.values(), (person) => person.group ?? this.#newGroup());
    this.list.replaceChildren(
      ...[...groups].flatMap(([group, people]) => [
        group && h('li', { class: 'group' }, group),
        ...people.map((person) => this.#item(person, open)),
      ]),
    );
    if (focused !== undefined) this.list.querySelector(`[data-person="${focused}"]`)?.focus();
  }

  /** New people come to the owners, where there are groups at all. */
  #newGroup() {
    return [...this.store.people.values()][0]?.group ?? '';
  }

  #item(person, open) {
    const unread = this.store.unread.get(person.id) ?? 0;
    const state = person.deactivated ? 'akun dihapus' : person.blocked ? 'memblokir bot' : person.note;
    const label = `${fullName(person)}${state ? `, ${state}` : ''}${unread > 0 ? `, ${unread} pesan belum dibaca` : ''}`;
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: `person${open.includes(person.id) ? ' open' : ''}`,
          'data-person': person.id,
          'aria-label': label,
          'aria-pressed': String(open.includes(person.id)),
          onclick: () => this.onOpen(person.id),
        },
        avatar(person),
        h(
          'span',
          { class: 'names' },
          h('span', { class: 'title' }, fullName(person)),
          h('span', { class: 'subtitle' }, state ?? ''),
        ),
        unread > 0 && h('span', { class: 'unread' }, unread > 99 ? '99+' : unread),
      ),
    );
  }

  #newPerson() {
    const name = h('input', {
      class: 'field',
      placeholder: 'Bu Rini',
      'aria-label': 'Nama orang baru',
      maxlength: 40,
      autocomplete: 'off',
    });
    const form = h(
      'form',
      { class: 'new-person' },
      name,
      h('button', { type: 'submit', class: 'quiet' }, 'Orang baru'),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const firstName = name.value.trim() || `Orang ${this.store.people.size + 1}`;
      name.value = '';
      createPerson(firstName).then(
        ({ id }) => this.onOpen(id),
        () => {},
      );
    });
    return form;
  }
}
