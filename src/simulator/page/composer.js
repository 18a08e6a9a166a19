import { h, iconButton } from './dom.js';

/** The input row with reply keyboard, and the strip above it that tells what is answered or changed. */
export class Composer {
  constructor(name, actions) {
    this.actions = actions;
    this.mode = undefined;
    this.keysHidden = false;
    this.input = h('textarea', {
      class: 'input',
      rows: 1,
      'aria-label': `Tulis pesan sebagai ${name}`,
      placeholder: 'Tulis pesan',
      maxlength: 4096,
      enterkeyhint: 'send',
    });
    this.send = iconButton('send', 'Kirim', () => this.submit(), 'send');
    this.menu = iconButton('menu', 'Menu perintah', () => actions.commands(this.menu), 'commands');
    this.attach = iconButton('attach', 'Lampirkan', () => actions.attach(this.attach));
    this.keys = iconButton('keys', 'Papan tombol', () => this.toggleKeys());
    for (const opener of [this.menu, this.attach]) opener.setAttribute('aria-haspopup', 'menu');
    this.strip = h('div', { class: 'strip', hidden: true });
    this.bar = h('div', { class: 'bar-row' }, this.menu, this.attach, this.input, this.keys, this.send);
    this.keyboard = h('div', { class: 'reply-keyboard', role: 'group', 'aria-label': 'Papan tombol' });
    this.element = h('div', { class: 'composer' }, this.strip, this.bar, this.keyboard);
    this.input.addEventListener('keydown', (event) => this.#key(event));
    this.input.addEventListener('input', () => this.#fit());
    this.#fit();
  }

  /** Shows what the chat's row says: keyboard, placeholder, blocked or not begun. */
  show(person, hasMessages) {
    const begun = person.started || hasMessages;
    const shut = person.deactivated || person.blocked || !begun;
    this.element.classList.toggle('shut', shut);
    const old = this.element.querySelector('.big-button');
    const focused = old !== null && old === document.activeElement;
    old?.remove();
    if (shut) this.element.append(this.#bigButton(person));
    if (focused) (this.element.querySelector('.big-button') ?? this.input).focus();
    this.menu.hidden = person.commands.length === 0;
    const rows = person.keyboard?.keyboard ?? [];
    this.keys.hidden = rows.length === 0;
    this.keys.setAttribute('aria-pressed', String(!this.keysHidden));
    this.keyboard.hidden = rows.length === 0 || this.keysHidden || shut;
    this.input.placeholder =
      person.forceReply?.placeholder ?? person.keyboard?.input_field_placeholder ?? 'Tulis pesan';
    const drawn = JSON.stringify(rows);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.keysHidden = false;
    this.keyboard.hidden = rows.length === 0 || shut;
    this.keyboard.replaceChildren(
      ...rows.map((row) =>
        h(
          'div',
          { class: 'key-row' },
          row.map((key) =>
            h('button', { type: 'button', class: 'key', onclick: () => this.actions.key(key) }, key.text),
          ),
        ),
      ),
    );
  }

  /** Begins to change or to answer a message. */
  setMode(mode) {
    this.mode = mode;
    this.strip.hidden = mode === undefined;
    this.strip.replaceChildren();
    if (mode === undefined) return;
    const words = mode.message.text ?? mode.message.caption ?? 'Lampiran';
    const cancel = iconButton('close', 'Batal', () => {
      this.setMode(undefined);
      if (mode.kind === 'edit') this.#set('');
      this.input.focus();
    });
    this.strip.append(
      h(
        'div',
        { class: 'strip-text' },
        h('b', {}, mode.kind === 'edit' ? 'Ubah pesan' : 'Balas pesan'),
        h('span', {}, words.slice(0, 80)),
      ),
      cancel,
    );
    if (mode.kind === 'edit') this.#set(words);
    this.input.focus();
  }

  submit() {
    const text = this.input.value.trim();
    if (text === '') return;
    const { mode } = this;
    this.setMode(undefined);
    this.#set('');
    this.actions.submit(text, mode);
    this.input.focus();
  }

  toggleKeys() {
    this.keysHidden = !this.keysHidden;
    this.keyboard.hidden = this.keysHidden;
    this.keys.setAttribute('aria-pressed', String(!this.keysHidden));
  }

  #bigButton(person) {
    if (person.deactivated) return h('p', { class: 'big-button gone' }, 'Akun ini sudah dihapus');
    return h(
      'button',
      {
        type: 'button',
        class: 'big-button',
        onclick: () => (person.blocked ? this.actions.unblock() : this.actions.begin()),
      },
      person.blocked ? 'Buka blokir' : 'MULAI',
    );
  }

  #set(text) {
    this.input.value = text;
    this.#fit();
  }

  #fit() {
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(132, this.input.scrollHeight)}px`;
    this.send.disabled = this.input.value.trim() === '';
  }

  #key(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === 'ArrowUp' && this.input.value === '') {
      event.preventDefault();
      this.actions.editLast();
    } else if (event.key === 'Escape' && this.mode !== undefined) {
      if (this.mode.kind === 'edit') this.#set('');
      this.setMode(undefined);
    }
  }
}

export function fileInput(onFile) {
  const input = h('input', { type: 'file', class: 'sr-only', tabindex: -1, 'aria-hidden': 'true' });
  input.addEventListener('change', () => {
    if (input.files[0]) onFile(input.files[0]);
    input.value = '';
  });
  return input;
}
