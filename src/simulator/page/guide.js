import { beginAnew, moveClock } from './api.js';
import { h } from './dom.js';
import { moment } from './time.js';

const ABOUT =
  'Ini bot Telegram untuk pemilik usaha kecil di Gresik. Mainkan semua orangnya di sini: pemilik, Dinas, pendamping, mitra.';
const SURE_MS = 6_000;

/** Over the phones: what this is, and the clock that bot and phones share. */
export class Guide {
  constructor(store, element, onOpen) {
    this.store = store;
    this.onOpen = onOpen;
    this.element = element;
    this.time = h('output', { class: 'clock-time' });
    this.next = h('button', { type: 'button', class: 'quiet', onclick: () => this.#go('tomorrow') });
    this.stops = h('select', { class: 'field', 'aria-label': 'Maju ke waktu lain' });
    this.stops.addEventListener('change', () => this.#go(this.stops.value));
    this.anew = h('button', { type: 'button', class: 'quiet', onclick: () => this.#beginAnew() });
    this.trouble = h('p', { class: 'status', role: 'status' });
    element.append(
      h('p', { class: 'about' }, ABOUT),
      h(
        'div',
        { class: 'clock', role: 'group', 'aria-label': 'Jam demo' },
        this.time,
        this.next,
        this.stops,
        this.anew,
      ),
      this.trouble,
    );
    this.#askAnew(false);
    setInterval(() => this.#drawTime(), 5_000);
  }

  draw() {
    const { tour, connected } = this.store;
    if (this.beginning && !connected) this.gone = true;
    if (this.gone && connected) location.reload();
    this.element.hidden = tour === undefined;
    if (tour === undefined) return;
    const moves = tour.goal !== undefined;
    const options = tour.stops.map(({ key, label }) => h('option', { value: key }, label));
    this.stops.replaceChildren(h('option', { value: '' }, 'Maju ke…'), ...options);
    this.next.textContent = 'Maju ke besok 09.00';
    for (const button of [this.next, this.stops, this.anew]) button.disabled = moves || !connected;
    this.element.classList.toggle('moving', moves);
    this.#drawTime();
  }

  #drawTime() {
    const { tour, tourAt } = this.store;
    if (tour === undefined) return;
    this.time.textContent = this.beginning
      ? 'Menyiapkan demo baru…'
      : tour.goal === undefined
        ? moment(tour.now + Date.now() - tourAt)
        : `${moment(tour.now)} → ${moment(tour.goal)}`;
  }

  async #go(stop) {
    if (stop === '') return;
    this.trouble.textContent = '';
    try {
      await moveClock(stop);
    } catch (error) {
      this.trouble.textContent = `Jam tidak bisa maju: ${error.message}`;
    }
  }

  #askAnew(sure) {
    clearTimeout(this.sureTimer);
    this.sure = sure;
    this.anew.textContent = sure ? 'Hapus semua obrolan?' : 'Mulai lagi';
    this.anew.classList.toggle('danger', sure);
    if (sure) this.sureTimer = setTimeout(() => this.#askAnew(false), SURE_MS);
  }

  async #beginAnew() {
    if (!this.sure) return this.#askAnew(true);
    this.#askAnew(false);
    this.beginning = true;
    for (const button of [this.next, this.stops, this.anew]) button.disabled = true;
    this.#drawTime();
    await beginAnew();
    localStorage.removeItem('open');
  }
}
