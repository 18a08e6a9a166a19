import { act, upload } from './api.js';
import { bubble } from './bubble.js';
import { Composer, fileInput } from './composer.js';
import { ask, openMenu } from './dialogs.js';
import { avatar, fullName, h, icon, iconButton } from './dom.js';
import { attachMenu, messageMenu, personMenu } from './menus.js';
import { botPayload } from './rich-text.js';
import { dayName } from './time.js';

const SHOWN = 300;
const IDLE = 'bot · data contoh';

/** One person's phone: header, messages, input. */
export class Phone {
  constructor(store, id, onClose) {
    this.store = store;
    this.id = id;
    const { person } = this;
    this.log = h('div', { class: 'log', role: 'log', 'aria-live': 'polite', tabindex: 0, 'aria-label': `Obrolan ${fullName(person)} dengan bot` });
    this.subtitle = h('span', { class: 'subtitle' }, IDLE);
    this.title = h('span', { class: 'title' });
    this.down = iconButton('down', 'Ke pesan terbaru', () => this.toBottom(), 'down');
    this.toasts = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
    this.files = fileInput((file) => this.do(upload(id, file)));
    this.composer = new Composer(fullName(person), this.#composerActions());
    const options = iconButton('more', `Pilihan untuk ${fullName(person)}`, () => openMenu(this.screen, options, 'Pilihan', personMenu(this)));
    options.setAttribute('aria-haspopup', 'menu');
    this.owner = h('header', { class: 'owner' });
    this.screen = h('div', { class: 'screen' },
      h('div', { class: 'bot-header' }, h('span', { class: 'avatar bot-avatar', 'aria-hidden': 'true' }, icon('bot')), h('div', { class: 'names' }, this.title, this.subtitle), options),
      h('div', { class: 'middle' }, this.log, this.down, this.toasts),
      this.composer.element,
      this.files,
    );
    this.close = iconButton('close', `Tutup HP ${fullName(person)}`, onClose);
    this.element = h('section', { class: 'phone', 'aria-label': `HP ${fullName(person)}`, 'data-person': id }, this.owner, this.screen);
    /** Whether the newest message stays in sight; whoever scrolls up ends it. */
    this.following = true;
    this.log.addEventListener('scroll', () => this.#scrolled());
    // Pictures that arrive and keyboards that open change the heights afterwards.
    this.log.addEventListener('load', () => this.#follow(), true);
    new ResizeObserver(() => this.#follow()).observe(this.log);
    this.drawAll();
  }

  get person() {
    return this.store.people.get(this.id);
  }

  get chat() {
    return this.store.chats.get(this.id) ?? { messages: new Map(), pressed: new Map() };
  }

  /** Does something on the server and shows when it could not be done. */
  async do(promise) {
    try {
      await promise;
    } catch (error) {
      this.toast(`Tidak bisa: ${error.message}`);
    }
  }

  act(what, fields) {
    return this.do(act(this.id, what, fields));
  }

  drawAll() {
    this.drawRow();
    this.log.replaceChildren();
    this.lastDay = undefined;
    for (const message of [...this.chat.messages.values()].slice(-SHOWN)) this.#append(message);
    this.#drawEmpty();
    this.toBottom();
  }

  drawRow() {
    const { person } = this;
    this.title.textContent = person.botName;
    const state = person.deactivated ? 'akun dihapus' : person.blocked ? 'memblokir bot' : person.note;
    this.owner.replaceChildren(avatar(person), h('div', { class: 'names' }, h('h2', { class: 'title' }, fullName(person)), h('span', { class: 'subtitle' }, state ?? person.phone ?? '')), this.close);
    this.composer.show(person, this.chat.messages.size > 0);
    this.#drawEmpty();
  }

  add(message) {
    if (!message.byBot) this.following = true;
    this.#stopTyping();
    this.#append(message);
    this.#drawEmpty();
    while (this.log.children.length > SHOWN * 2) this.log.firstElementChild.remove();
    if (this.chat.messages.size === 1) this.composer.show(this.person, true);
    if (this.following) this.toBottom();
    else this.down.classList.add('shown', 'fresh');
  }

  replace(message) {
    const old = this.#row(message.message_id);
    if (old === null) return;
    const hadFocus = old.contains(document.activeElement) ? focusedPlace(old) : undefined;
    const fresh = this.#bubble(message);
    if (old.classList.contains('in-album')) fresh.classList.add('in-album');
    old.replaceWith(fresh);
    if (hadFocus !== undefined) (fresh.querySelectorAll('.inline-button')[hadFocus] ?? this.composer.input).focus();
    this.#follow();
  }

  remove(messageIds) {
    for (const id of messageIds) {
      const row = this.#row(id);
      if (row?.contains(document.activeElement)) this.composer.input.focus();
      row?.remove();
    }
    for (const day of this.log.querySelectorAll('.day')) {
      if (day.nextElementSibling === null || day.nextElementSibling.classList.contains('day')) {
        day.remove();
        this.lastDay = undefined;
      }
    }
    this.#drawEmpty();
  }

  pressChanged(messageId) {
    const message = this.chat.messages.get(messageId);
    if (message !== undefined) this.replace(message);
  }

  typing(action) {
    this.subtitle.textContent = action.startsWith('upload') ? 'mengirim berkas…' : 'mengetik…';
    this.subtitle.classList.add('busy');
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.#stopTyping(), 5000);
  }

  toast(text, alert = false) {
    if (text === '') return;
    if (alert) {
      ask(this.screen, { text, actions: [{ label: 'OK', primary: true }] });
      return;
    }
    const toast = h('div', { class: 'toast' }, text);
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), Math.max(3500, text.length * 70));
  }

  toBottom() {
    this.following = true;
    this.down.classList.remove('shown', 'fresh');
    this.log.scrollTop = this.log.scrollHeight;
  }

  #append(message) {
    const day = dayName(message.date);
    if (day !== this.lastDay) this.log.append(h('div', { class: 'day' }, day));
    this.lastDay = day;
    const row = this.#bubble(message);
    const previous = this.log.lastElementChild;
    const before = this.chat.messages.get(Number(previous?.dataset.message));
    if (before?.media_group_id !== undefined && before.media_group_id === message.media_group_id) {
      row.classList.add('in-album');
      previous.classList.add('album');
    }
    this.log.append(row);
  }

  #bubble(message) {
    return bubble(message, new Set(this.chat.pressed.values()), {
      username: this.store.bot.username,
      command: (text) => this.act('text', { text }),
      start: (payload) => this.act('start', { payload: payload === '' ? undefined : payload }),
      press: (target, data) => this.act('press', { message: target.message_id, data }),
      copy: (text) => this.do(navigator.clipboard.writeText(text ?? '').then(() => this.toast('Disalin'))),
      openLink: (event, url) => {
        const payload = botPayload(new URL(url), this.store.bot.username);
        if (payload === undefined) return;
        event.preventDefault();
        void this.act('start', { payload: payload === '' ? undefined : payload });
      },
      more: (target, anchor) => openMenu(this.screen, anchor, 'Pilihan pesan', messageMenu(this, target), 'centered'),
    });
  }

  #drawEmpty() {
    this.log.querySelector('.empty')?.remove();
    if (this.chat.messages.size > 0) return;
    const { description } = this.person;
    this.log.replaceChildren(h('div', { class: 'empty' },
      h('h3', {}, 'Apa yang bisa dilakukan bot ini?'),
      h('p', {}, description ?? 'Bot ini belum menulis keterangan. Jalankan bot, lalu tekan MULAI.'),
    ));
    this.lastDay = undefined;
  }

  #row(messageId) {
    return this.log.querySelector(`[data-message="${messageId}"]`);
  }

  #atBottom() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
  }

  #follow() {
    if (this.following) this.toBottom();
  }

  #scrolled() {
    // Only a move upwards is somebody's wish; layout changes never lower scrollTop by themselves.
    if (this.#atBottom()) this.following = true;
    else if (this.log.scrollTop < this.lastTop) this.following = false;
    this.lastTop = this.log.scrollTop;
    if (this.following) this.down.classList.remove('shown', 'fresh');
    else this.down.classList.add('shown');
  }

  #stopTyping() {
    clearTimeout(this.typingTimer);
    this.subtitle.textContent = IDLE;
    this.subtitle.classList.remove('busy');
  }

  #composerActions() {
    return {
      begin: () => this.act('start', {}),
      unblock: () => this.act('unblock', {}),
      submit: (text, mode) => {
        if (mode?.kind === 'edit') void this.act('edit', { message: mode.message.message_id, text });
        else void this.act('text', { text, replyTo: mode?.message.message_id });
      },
      commands: (anchor) => openMenu(this.screen, anchor, 'Menu perintah',
        this.person.commands.map(({ command, description }) => ({ label: `/${command}`, hint: description, run: () => this.act('text', { text: `/${command}` }) })), 'from-bottom command-list'),
      attach: (anchor) => openMenu(this.screen, anchor, 'Lampirkan', attachMenu(this), 'from-bottom'),
      key: (key) => this.#pressKey(key),
      editLast: () => {
        const own = [...this.chat.messages.values()].findLast((message) => !message.byBot && message.text !== undefined);
        if (own !== undefined) this.composer.setMode({ kind: 'edit', message: own });
      },
      resized: () => this.toBottom(),
    };
  }

  async #pressKey(key) {
    const asks = key.request_contact
      ? { title: 'Bagikan nomor?', text: `Bot akan menerima nama dan nomor HP Anda${this.person.phone ? ` (+${this.person.phone})` : ''}.` }
      : key.request_location && { title: 'Bagikan lokasi?', text: 'Bot akan menerima tempat Anda sekarang (contoh: alun-alun Gresik).' };
    if (asks) {
      const yes = await ask(this.screen, { ...asks, actions: [{ label: 'Batal', value: false }, { label: 'Bagikan', value: true, primary: true }] });
      if (yes !== true) return;
    }
    await this.act('key', { text: key.text });
    this.composer.input.focus();
  }
}

function focusedPlace(row) {
  const at = [...row.querySelectorAll('.inline-button')].indexOf(document.activeElement);
  return at < 0 ? undefined : at;
}
