import { act, upload } from './api.js';
import { Composer, fileInput } from './composer.js';
import { ask, openMenu } from './dialogs.js';
import { avatar, fullName, h, icon, iconButton } from './dom.js';
import { attachMenu, messageMenu, personMenu } from './menus.js';
import { MessageLog } from './message-log.js';
import { botPayload } from './rich-text.js';

const IDLE = 'bot · data contoh';

/** One person's phone: header, messages, input. */
export class Phone {
  constructor(store, id, onClose) {
    this.store = store;
    this.id = id;
    const name = fullName(this.person);
    this.log = new MessageLog(`Obrolan ${name} dengan bot`, () => this.chat, this.#messageActions());
    this.subtitle = h('span', { class: 'subtitle' }, IDLE);
    this.title = h('span', { class: 'title' });
    this.toasts = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
    this.files = fileInput((file) => this.do(upload(id, file)));
    this.composer = new Composer(name, this.#composerActions());
    this.close = iconButton('close', `Tutup HP ${name}`, onClose);
    this.owner = h('header', { class: 'owner' });
    this.screen = h(
      'div',
      { class: 'screen' },
      this.#header(name),
      h('div', { class: 'middle' }, this.log.list, this.log.down, this.toasts),
      this.composer.element,
      this.files,
    );
    const about = { class: 'phone', 'aria-label': `HP ${name}`, 'data-person': id };
    this.element = h('section', about, this.owner, this.screen);
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
    this.log.drawAll();
    this.drawRow();
    this.log.toBottom();
  }

  drawRow() {
    const { person } = this;
    this.title.textContent = person.botName;
    const state = person.deactivated ? 'akun dihapus' : person.blocked ? 'memblokir bot' : person.note;
    const title = h('h2', { class: 'title' }, fullName(person));
    const subtitle = h('span', { class: 'subtitle' }, state ?? person.phone ?? '');
    this.owner.replaceChildren(avatar(person), h('div', { class: 'names' }, title, subtitle), this.close);
    this.composer.show(person, this.chat.messages.size > 0);
    this.log.drawEmpty(person.description);
  }

  add(message) {
    this.#stopTyping();
    this.log.drawEmpty(this.person.description);
    this.log.add(message);
    if (this.chat.messages.size === 1) this.composer.show(this.person, true);
  }

  replace(message) {
    this.log.replace(message, this.composer.input);
  }

  remove(messageIds) {
    this.log.remove(messageIds, this.composer.input);
    this.log.drawEmpty(this.person.description);
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
      void ask(this.screen, { text, actions: [{ label: 'OK', primary: true }] });
      return;
    }
    const toast = h('div', { class: 'toast' }, text);
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), Math.max(3500, text.length * 70));
  }

  #header(name) {
    const options = iconButton('more', `Pilihan untuk ${name}`, () =>
      openMenu(this.screen, options, 'Pilihan', personMenu(this)),
    );
    options.setAttribute('aria-haspopup', 'menu');
    const face = h('span', { class: 'avatar bot-avatar', 'aria-hidden': 'true' }, icon('bot'));
    return h(
      'div',
      { class: 'bot-header' },
      face,
      h('div', { class: 'names' }, this.title, this.subtitle),
      options,
    );
  }

  #stopTyping() {
    clearTimeout(this.typingTimer);
    this.subtitle.textContent = IDLE;
    this.subtitle.classList.remove('busy');
  }

  #start(payload) {
    return this.act('start', payload === '' ? {} : { payload });
  }

  #messageActions() {
    return {
      command: (text) => this.act('text', { text }),
      start: (payload) => this.#start(payload),
      username: this.store.bot.username,
      press: (message, data) => this.act('press', { message: message.message_id, data }),
      copy: (text) => this.do(navigator.clipboard.writeText(text).then(() => this.toast('Disalin'))),
      unsupported: () => this.toast('Tombol ini tidak ada di simulator'),
      openLink: (event, url) => {
        const payload = botPayload(new URL(url), this.store.bot.username);
        if (payload === undefined) return;
        event.preventDefault();
        void this.#start(payload);
      },
      more: (message, anchor) =>
        openMenu(this.screen, anchor, 'Pilihan pesan', messageMenu(this, message), 'centered'),
    };
  }

  #composerActions() {
    return {
      begin: () => this.act('start', {}),
      unblock: () => this.act('unblock', {}),
      submit: (text, mode) => {
        if (mode?.kind === 'edit') void this.act('edit', { message: mode.message.message_id, text });
        else
          void this.act('text', {
            text,
            replyTo: mode?.message.message_id ?? this.person.forceReply?.messageId,
          });
      },
      commands: (anchor) =>
        openMenu(this.screen, anchor, 'Menu perintah', this.#commands(), 'from-bottom command-list'),
      attach: (anchor) => openMenu(this.screen, anchor, 'Lampirkan', attachMenu(this), 'from-bottom'),
      key: (key) => this.#pressKey(key),
      editLast: () => {
        const own = [...this.chat.messages.values()].findLast(
          (message) => !message.byBot && message.text !== undefined,
        );
        if (own !== undefined) this.composer.setMode({ kind: 'edit', message: own });
      },
    };
  }

  #commands() {
    return this.person.commands.map(({ command, description }) => ({
      label: `/${command}`,
      hint: description,
      run: () => this.act('text', { text: `/${command}` }),
    }));
  }

  async #pressKey(key) {
    if ((key.request_contact || key.request_location) && !(await this.#agrees(key))) return;
    await this.act('key', { text: key.text });
    this.composer.input.focus();
  }

  #agrees(key) {
    const { phone } = this.person;
    const number = phone ? ` (${phone.startsWith('+') ? '' : '+'}${phone})` : '';
    const question = key.request_contact
      ? { title: 'Bagikan nomor?', text: `Bot akan menerima nama dan nomor HP Anda${number}.` }
      : {
          title: 'Bagikan lokasi?',
          text: 'Bot akan menerima tempat Anda sekarang (contoh: alun-alun Gresik).',
        };
    const yes = { label: 'Bagikan', value: true, primary: true };
    return ask(this.screen, { ...question, actions: [{ label: 'Batal', value: false }, yes] });
  }
}
