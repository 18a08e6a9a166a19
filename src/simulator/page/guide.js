import { beginAnew, moveClock } from './api.js';
import { h } from './dom.js';
import { moment } from './time.js';

const ABOUT = 'Ini bot Telegram untuk pemilik usaha kecil di Gresik, dengan semua orangnya untuk dicoba.';
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
    this.titles = h('div', {
      class: 'scene-titles',
      role: 'group',
      'aria-label': 'Coba langkah demi langkah',
    });
    this.steps = h('ol', { class: 'steps' });
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
      h('div', { class: 'scenes' }, this.titles, this.steps),
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
    this.#drawScenes(tour.scenes, moves);
  }

  #drawScenes(scenes, moves) {
    const key = localStorage.getItem('scene');
    const chosen = scenes.find((scene) => scene.key === key) ?? scenes[0];
    const isDone = (scene) => scene.steps.every((step) => step.done);
    const focused = document.activeElement?.dataset?.scene;
    this.titles.replaceChildren(
      h('span', { class: 'scene-head' }, 'Coba:'),
      ...scenes.map((scene) =>
        h(
          'button',
          {
            type: 'button',
            class: `scene${scene === chosen ? ' open' : ''}`,
            'data-scene': scene.key,
            'aria-pressed': String(scene === chosen),
            onclick: () => {
              localStorage.setItem('scene', scene.key);
              this.draw();
            },
          },
          isDone(scene) && h('span', { class: 'tick' }, '✓'),
          scene.title,
        ),
      ),
    );
    if (focused !== undefined) this.titles.querySelector(`[data-scene="${focused}"]`)?.focus();
    const next = chosen.steps.find((step) => !step.done);
    this.steps.replaceChildren(
      ...chosen.steps.map((step, at) =>
        h(
          'li',
          { class: step.done ? 'step done' : step === next ? 'step next' : 'step' },
          h('span', { class: 'tick', 'aria-hidden': 'true' }, step.done ? '✓' : at + 1),
          h('span', { class: 'sr-only' }, step.done ? 'Selesai: ' : step === next ? 'Berikutnya: ' : ''),
          h('span', { class: 'step-text' }, step.text),
          step === next &&
            h(
              'button',
              {
                type: 'button',
                class: 'go',
                disabled: moves && step.stop !== undefined,
                onclick: () => (step.stop === undefined ? this.onOpen(step.person) : this.#go(step.stop)),
              },
              step.stop === undefined ? 'Buka HP' : 'Majukan jam',
            ),
        ),
      ),
    );
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
