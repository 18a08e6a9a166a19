import { z } from 'zod';
import { readRupiah } from '../../../domain/money/rupiah.ts';
import { line, type Line } from '../../../i18n.ts';
import { question } from '../engine/form.ts';
import { choice, hint, jump, type Reply } from '../engine/reply.ts';
import { refuseMoney } from '../questions/money.ts';
import { openEntry, ownerOfPlace, readEntry, type Entry, type Listed, type Place } from './figures.ts';
import { LIST, type ReportContext, monthIn, goOn } from './report-questions.ts';

/** A doubtful line takes this amount, or is left out. */
function settled(all: Listed, it: Entry, amount: number | undefined): Reply {
  const { candidates: _candidates, far: _far, ...rest } = it;
  const entries =
    amount === undefined
      ? all.entries.filter((other) => other.number !== it.number)
      : all.entries.map((other) =>
          other.number === it.number ? { ...rest, candidates: [], amount } : other,
        );
  if (entries.length === 0)
    return jump('list', { clear: ['list', 'doubt'], text: line('helper.list.empty') });
  return goOn({ ...all, entries });
}

function doubtLine(it: Entry, place: Place | undefined): Line {
  const about = { number: it.number, owner: { line: ownerOfPlace(place?.served) } };
  const [first] = it.candidates;
  if (first === undefined) return line('helper.doubt.unread', { ...about, words: it.words });
  if (it.far !== undefined)
    return line('helper.doubt.far', {
      ...about,
      amount: { rupiahFull: first },
      month: { month: it.far.month },
      compared: { rupiah: it.far.amount },
    });
  return line('helper.doubt.which', { ...about, words: it.words });
}

/** One doubtful line after the other is asked back. */
export const doubt = question<ReportContext, true>({
  key: 'doubt',
  value: z.literal(true),
  numbered: false,
  when: (answers) => {
    const read = answers.of(LIST);
    return read !== undefined && openEntry(read) !== undefined;
  },
  ask: (answers, { places }) => {
    const read = answers.of(LIST);
    const open = read === undefined ? undefined : openEntry(read);
    return open === undefined
      ? line('helper.list.hint')
      : doubtLine(
          open,
          places.find((it) => it.number === open.number),
        );
  },
  choices: (answers) => {
    const read = answers.of(LIST);
    const open = read === undefined ? undefined : openEntry(read);
    if (read === undefined || open === undefined) return [];
    return [
      ...open.candidates.map((amount) => [
        choice(
          `n${open.number}-${amount}`,
          line('common.button.yesThis', { value: { rupiah: amount } }),
          settled(read, open, amount),
        ),
      ]),
      [choice(`n${open.number}-skip`, line('helper.doubt.skip'), settled(read, open, undefined))],
    ];
  },
  read: (said, answers, { places }) => {
    const read = answers.of(LIST);
    const open = read === undefined ? undefined : openEntry(read);
    const served = places.find((it) => it.number === open?.number)?.served;
    if (said.kind !== 'text' || read === undefined || open === undefined || served === undefined)
      return hint();
    const bare = said.text.replace(new RegExp(`^\\s*${open.number}(?:[:.=)]|\\s)\\s*(?=\\S*\\d)`, 'u'), '');
    const again = readEntry(open.number, bare, monthIn(answers), served);
    const entries = read.entries.map((it) => (it.number === open.number ? again : it));
    const reading = readRupiah(bare);
    if (reading.kind === 'none') return refuseMoney(reading.reason);
    return again.amount === undefined && again.candidates.length === 0 ? hint() : goOn({ ...read, entries });
  },
  reader: 'rupiah@1',
  hints: [line('helper.doubt.hint'), line('helper.doubt.hint')],
});
