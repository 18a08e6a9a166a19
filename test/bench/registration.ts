import type { Person } from '../../src/simulator/simulator.ts';

export interface Move {
  readonly act: (person: Person) => unknown;
  /** What the bot's next message must say. */
  readonly reply: RegExp;
}

const tap = (label: string, reply: RegExp): Move => ({ act: (person) => person.tap(label), reply });
const say = (text: string, reply: RegExp): Move => ({ act: (person) => person.sendText(text), reply });

/** The registration form as one owner fills it: 17 updates. */
export const moves: readonly Move[] = [
  say('/start', /Mau mulai dari mana/),
  tap('Daftarkan usaha saya', /minta izin dulu/),
  tap('Setuju', /Langkah 1 dari 11/),
  say('Siti Aminah', /Langkah 2 dari 11/),
  tap('Ibu (perempuan)', /Langkah 3 dari 11/),
  tap('Manyar', /Langkah 4 dari 11/),
  say('Manyarejo', /Langkah 5 dari 11/),
  say('Otak-otak Bu Siti', /Langkah 6 dari 11/),
  tap('Makanan, minuman', /Langkah 7 dari 11/),
  say('2009', /Langkah 8 dari 11/),
  tap('Saya + 1 perempuan', /Langkah 9 dari 11/),
  say('3 jt', /Saya catat sekitar/),
  tap('Benar', /Langkah 10 dari 11/),
  tap('Belum punya', /Langkah 11 dari 11/),
  say('0812 3456 7890', /Mohon dicek dulu/),
  tap('Kirim', /Boleh kami beri kabar/),
  tap('Tidak usah', /tidak kami kirim/),
];

/** The first questions only: the conversation stays open, as most do for a while. */
export const firstMoves: readonly Move[] = moves.slice(0, 5);

/** A machine that is busy with other work slows a program down; one that answers nothing for ten minutes is broken. */
const GIVEN_UP = 600_000;

/** Walks one person through the form and counts its updates. */
export async function registerOnce(
  person: Person,
  counted: () => void,
  steps: readonly Move[] = moves,
): Promise<void> {
  for (const move of steps) {
    const reply = person.nextMessage((event) => move.reply.test(event.text), GIVEN_UP);
    move.act(person);
    await reply;
    counted();
  }
}
