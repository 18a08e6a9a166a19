import { bubble } from './bubble.js';
import { h, iconButton } from './dom.js';
import { dayName } from './time.js';

const SHOWN = 300;

/** The messages of one chat, in a list that follows the newest one until somebody scrolls up. */
export class MessageLog {
  constructor(label, chatOf, actions) {
    this.chatOf = chatOf;
    this.actions = actions;
    this.following = true;
    this.list = h('div', {
      class: 'log',
      role: 'log',
      'aria-live': 'polite',
      'aria-relevant': 'additions',
      tabindex: 0,
      'aria-label': label,
    });
    this.down = iconButton('down', 'Ke pesan terbaru', () => this.toBottom(), 'down');
    this.list.addEventListener('scroll', () => this.#scrolled());
    // Pictures that arrive and keyboards that open change the heights afterwards.
    this.list.addEventListener('load', () => this.#follow(), true);
    new ResizeObserver(() => this.#follow()).observe(this.list);
  }

  drawAll() {
    this.list.replaceChildren();
    this.lastDay = undefined;
    for (const message of [...this.chatOf().messages.values()].slice(-SHOWN)) this.#append(message);
    this.toBottom();
  }

  /** What stands in an empty chat. */
  drawEmpty(description) {
    this.list.querySelector('.empty')?.remove();
    if (this.chatOf().messages.size > 0) return;
    const words = description ?? 'Bot ini belum menulis keterangan. Jalankan bot, lalu tekan MULAI.';
    this.list.replaceChildren(
      h('div', { class: 'empty' }, h('h3', {}, 'Apa yang bisa dilakukan bot ini?'), h('p', {}, words)),
    );
    this.lastDay = undefined;
  }

  add(message) {
    if (!message.byBot) this.following = true;
    this.#append(message);
    while (this.list.children.length > SHOWN * 2) this.list.firstElementChild.remove();
    if (this.following) this.toBottom();
    else this.down.classList.add('shown', 'fresh');
  }

  /** Draws an edited message anew; the focus stays on the button where it was, if that is still there. */
  replace(message, elsewhere) {
    const old = this.#row(message.message_id);
    if (old === null) return;
    const place = [...old.querySelectorAll('.inline-button')].indexOf(document.activeElement);
    const focused = old.contains(document.activeElement);
    const fresh = this.#bubble(message);
    old.replaceWith(fresh);
    if (focused) (fresh.querySelectorAll('.inline-button')[place] ?? elsewhere).focus();
    this.#follow();
  }

  remove(messageIds, elsewhere) {
    for (const id of messageIds) {
      const row = this.#row(id);
      if (row?.contains(document.activeElement)) elsewhere.focus();
      const album = row?.closest('.album');
      row?.remove();
      if (album?.childElementCount === 0) album.remove();
    }
    for (const day of this.list.querySelectorAll('.day')) {
      if (day.nextElementSibling !== null && !day.nextElementSibling.classList.contains('day')) continue;
      if (day.nextElementSibling === null) this.lastDay = undefined;
      day.remove();
    }
  }

  /** Shows which buttons of a message still wait for the bot, without drawing the message anew. */
  showWaiting(messageId) {
    const waiting = new Set(this.chatOf().pressed.values());
    for (const button of this.#row(messageId)?.querySelectorAll('[data-data]') ?? []) {
      const busy = waiting.has(`${messageId}:${button.dataset.data}`);
      button.classList.toggle('busy', busy);
      button.setAttribute('aria-busy', String(busy));
      button.querySelector('.spinner')?.remove();
      if (busy) button.append(h('span', { class: 'spinner', 'aria-hidden': 'true' }));
    }
  }

  toBottom() {
    this.following = true;
    this.down.classList.remove('shown', 'fresh');
    this.list.scrollTop = this.list.scrollHeight;
  }

  #append(message) {
    const day = dayName(message.date);
    if (day !== this.lastDay) this.list.append(h('div', { class: 'day' }, day));
    this.lastDay = day;
    const row = this.#bubble(message);
    const last = this.list.lastElementChild;
    const previous = last?.classList.contains('album') ? last.lastElementChild : last;
    const before = this.chatOf().messages.get(Number(previous?.dataset.message));
    const together = message.photo && message.media_group_id !== undefined;
    if (together && before?.media_group_id === message.media_group_id) {
      if (previous === last) {
        const album = h('div', { class: `album ${message.byBot ? 'theirs' : 'own'}` });
        last.replaceWith(album);
        album.append(previous);
      }
      previous.parentElement.append(row);
    } else this.list.append(row);
  }

  #bubble(message) {
    return bubble(message, new Set(this.chatOf().pressed.values()), this.actions);
  }

  #row(messageId) {
    return this.list.querySelector(`[data-message="${messageId}"]`);
  }

  #follow() {
    if (this.following) this.toBottom();
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    const atBottom = scrollHeight - scrollTop - clientHeight < 80;
    // Only a move upwards is somebody's wish; layout changes never lower scrollTop by themselves.
    if (atBottom) this.following = true;
    else if (scrollTop < this.lastTop) this.following = false;
    this.lastTop = scrollTop;
    if (this.following) this.down.classList.remove('shown', 'fresh');
    else this.down.classList.add('shown');
  }
}
