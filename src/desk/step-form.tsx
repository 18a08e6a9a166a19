import type { Child } from 'hono/jsx';
import {
  enders,
  isStepDay,
  stepWords,
  type ApplicationStatus,
  type Need,
  type StepDetails,
} from '../domain/partnership/application.ts';
import { readDay } from '../domain/when/day.ts';
import { maskIdentityNumbers } from '../domain/people/identity.ts';
import { prefix } from '../domain/words/clip.ts';
import { line, type Line, type TextKey } from '../i18n.ts';
import { sureLines } from '../reports/application-lines.ts';
import type { Approved } from '../reports/approved-words.ts';
import { SPOKEN } from '../reports/step-lines.ts';
import { codecs } from '../services/core/codecs.ts';
import { todayOf, type Transaction } from '../services/core/services.ts';
import { offeredFor } from './figure.ts';
import { Lines } from './lines.tsx';
import { Act } from './page.tsx';
import { elsewhere, saids, type Acted, type At, type Said, type Sent, type Shown } from './screen.ts';

/** A step that somebody wants to take with an application. */
export interface StepOn {
  readonly number: string;
  readonly from: ApplicationStatus;
  readonly to: ApplicationStatus;
  readonly needs: readonly Need[];
  /** Words that a company may choose among; undefined for the office, which writes its own. */
  readonly approved: Approved | undefined;
  /** What else is said before it is taken. */
  readonly note: readonly Line[];
  readonly label: TextKey;
  /** What another officer would have to do instead; undefined where nobody declares anything. */
  readonly related?: TextKey | undefined;
}

type Typed = Readonly<Record<string, string>>;
type WordsNeed = keyof typeof stepWords;

/** What of the form is sent on, as it was typed. */
const fields = [
  'endedBy',
  'result',
  'resultPick',
  'paid',
  'day',
  'quantity',
  'price',
  'unpaid',
  'reason',
  'reasonPick',
  'letter',
  'spoken',
] as const;

const MOST_LETTERS = 400;

const typedIn = (sent: Sent): Typed =>
  Object.fromEntries(
    fields.map((name) => [name, prefix((sent.field(name) ?? '').trim(), MOST_LETTERS)] as const),
  );

const problems = {
  result: 'application.step.wordsHint',
  quantity: 'application.step.quantityHint',
  reason: 'application.refuse.hint',
  letter: 'application.step.letterHint',
} as const satisfies Record<WordsNeed, TextKey>;

type Read =
  | { readonly kind: 'ok'; readonly details: StepDetails }
  | { readonly kind: 'problem'; readonly problem: Line };

/** What was filled in, by the rules of the chat; nothing is stored by it. */
function read(at: At, it: StepOn, typed: Typed): Read {
  let problem: Line | undefined;
  const wants = (need: Need): boolean => it.needs.includes(need);
  const own = (need: WordsNeed): string | undefined => {
    const text = maskIdentityNumbers(typed[need] ?? '').masked;
    const { least, most } = stepWords[need];
    if (text.length >= least && text.length <= most) return text;
    problem ??= line(problems[need]);
    return undefined;
  };
  const picked = (need: 'reason' | 'result', among: Approved['reasons'] | undefined): string | undefined =>
    among?.find(({ code }) => code === typed[`${need}Pick`])?.text ?? own(need);
  const amount = (need: 'price' | 'unpaid'): number | undefined => {
    const offered = offeredFor(typed[need] ?? '');
    if (offered.kind === 'offer' && !offered.doubt) return offered.offers[0]?.amount;
    problem ??=
      offered.kind === 'none'
        ? line(offered.hint)
        : line('desk.step.doubt', {
            amounts: {
              list: offered.offers.map((one) => line('desk.moment', { at: { rupiahFull: one.amount } })),
            },
          });
    return undefined;
  };
  const day = (): string | undefined => {
    const today = todayOf(at.services);
    const said = readDay(typed['day'] ?? '', today);
    if (said !== undefined && isStepDay(it.to, said, today)) return said.toString();
    problem ??= line('desk.step.dayHint');
    return undefined;
  };
  const chosen = <T,>(value: T | undefined): T | undefined => {
    if (value === undefined) problem ??= line('desk.step.choose');
    return value;
  };
  const details: StepDetails = {
    endedBy: wants('endedBy') ? chosen(enders.find((one) => one === typed['endedBy'])) : undefined,
    result: wants('result') ? picked('result', it.approved?.results) : undefined,
    paid: wants('paid')
      ? chosen(typed['paid'] === 'yes' ? true : typed['paid'] === 'no' ? false : undefined)
      : undefined,
    day: wants('day') ? day() : undefined,
    quantity: wants('quantity') ? own('quantity') : undefined,
    price: wants('price') ? amount('price') : undefined,
    unpaid: wants('unpaid') ? amount('unpaid') : undefined,
    reason: wants('reason') ? picked('reason', it.approved?.reasons) : undefined,
    letter: wants('letter') ? (typed['spoken'] === 'yes' ? SPOKEN : own('letter')) : undefined,
  };
  return problem === undefined ? { kind: 'ok', details } : { kind: 'problem', problem };
}

/** The page of a step: what has to be written down, or, where that is nothing, the question whether it is to be taken. */
export function stepPage(at: At, it: StepOn): Shown {
  const hasFields = it.needs.some((need) => need !== 'clear');
  return hasFields ? formPage(at, it, {}) : surePage(at, it, {}, {});
}

/**
 * A step that was sent: first read back, then taken once however often it is pressed.
 * @param take writes it, and says what is said above the page then
 * @param to the page on which that is said; left out: the one of the application
 */
export async function actOnStep(
  at: At,
  sent: Sent,
  it: StepOn,
  take: (inside: Transaction, details: StepDetails) => Promise<Said>,
  to = (say: Said): string => elsewhere(at, { langkah: undefined, kata: say }),
): Promise<Acted | Shown> {
  const typed = typedIn(sent);
  const was = read(at, it, typed);
  if (was.kind === 'problem') return formPage(at, it, typed, was.problem);
  if (sent.act === 'read') return surePage(at, it, typed, was.details);
  const details = { ...was.details, ...(it.needs.includes('clear') ? { clear: true } : {}) };
  const say = await sent.once('step', codecs.word(saidNames), (inside) => take(inside, details));
  return { say, to: to(say) };
}

const isSaid = (name: string): name is Said => Object.hasOwn(saids, name);
const saidNames: readonly Said[] = Object.keys(saids).filter(isSaid);

const Back = ({ at }: { at: At }): Child => (
  <p>
    <a href={elsewhere(at, { langkah: undefined })}>{at.text('desk.step.back')}</a>
  </p>
);

function formPage(at: At, it: StepOn, typed: Typed, problem?: Line): Shown {
  return {
    title: titleOf(it),
    body: (
      <>
        <Back at={at} />
        {problem === undefined ? undefined : (
          <p class="alert" role="alert" id="salah">
            {at.say(problem)}
          </p>
        )}
        <Act act="read">
          <input type="hidden" name="from" value={it.from} />
          {it.needs.map((need) => (
            <Field at={at} it={it} need={need} typed={typed} />
          ))}
          <p>
            <button class="main">{at.text('desk.step.check')}</button>
          </p>
        </Act>
      </>
    ),
  };
}

function surePage(at: At, it: StepOn, typed: Typed, details: StepDetails): Shown {
  const byCompany = it.approved !== undefined;
  const clear = it.needs.includes('clear');
  return {
    title: titleOf(it),
    body: (
      <>
        <Back at={at} />
        <Lines at={at} lines={[...it.note, ...sureLines({ ...it, details, byCompany })]} />
        <div class="acts">
          <Act act="step">
            <input type="hidden" name="from" value={it.from} />
            {fields.map((name) =>
              (typed[name] ?? '') === '' ? undefined : (
                <input type="hidden" name={name} value={typed[name]} />
              ),
            )}
            <button class="main" data-key="y">
              {at.text(clear ? 'application.yes.clear' : 'application.yes')}
            </button>
          </Act>
          {it.related === undefined ? undefined : (
            <Act act="related">
              <button>{at.text(it.related)}</button>
            </Act>
          )}
        </div>
      </>
    ),
  };
}

const titleOf = ({ label, number }: StepOn): Line =>
  line('desk.step.title', { step: { line: line(label) }, number });

interface FieldProps {
  readonly at: At;
  readonly it: StepOn;
  readonly need: Need;
  readonly typed: Typed;
}

function Field({ at, it, need, typed }: FieldProps): Child {
  const id = `isian-${need}`;
  const value = typed[need] ?? '';
  const label = (key: TextKey): Child => (
    <label for={id} class="lines">
      {at.text(key)}
    </label>
  );
  const words = (key: TextKey, of: WordsNeed): Child => (
    <>
      {label(key)}
      <input id={id} name={need} value={value} maxlength={stepWords[of].most} required />
    </>
  );
  const own = (key: TextKey, of: 'reason' | 'result', among: Approved['reasons'] | undefined): Child => (
    <>
      {among === undefined ? undefined : (
        <Select
          id={`${id}-pilih`}
          name={`${of}Pick`}
          label={at.text(key)}
          value={typed[`${of}Pick`] ?? ''}
          none={at.text('desk.step.ownWords')}
          options={among.map((one) => [one.code, one.text])}
        />
      )}
      {among === undefined ? label(key) : <label for={id}>{at.text('desk.step.ownWords')}</label>}
      <textarea id={id} name={need} maxlength={stepWords[of].most} required={among === undefined}>
        {value}
      </textarea>
    </>
  );
  switch (need) {
    case 'clear':
      return <></>;
    case 'quantity':
      return words('application.step.quantity', 'quantity');
    case 'endedBy':
      return (
        <Select
          id={id}
          name={need}
          label={at.text('application.step.endedBy')}
          value={value}
          none={at.text('desk.sales.figure.choose')}
          options={enders.map((one) => [one, at.text(`application.step.endedBy.${one}`)])}
        />
      );
    case 'paid':
      return (
        <Select
          id={id}
          name={need}
          label={at.text('application.step.paid')}
          value={value}
          none={at.text('desk.sales.figure.choose')}
          options={[
            ['yes', at.text('application.step.paid.yes')],
            ['no', at.text('application.step.paid.no')],
          ]}
        />
      );
    case 'day':
      return (
        <>
          <label for={id}>{at.text(it.to === 'ended' ? 'desk.step.endedOn' : 'desk.step.day')}</label>
          <input id={id} name={need} type="date" value={value} required />
        </>
      );
    case 'price':
    case 'unpaid':
      return (
        <>
          {label(`application.step.${need}`)}
          <input id={id} name={need} value={value} maxlength={100} autocomplete="off" required />
        </>
      );
    case 'result':
      return own(
        it.approved === undefined ? 'application.step.result' : 'candidate.step.ownResult',
        'result',
        it.approved?.results,
      );
    case 'reason':
      return own(
        it.approved !== undefined
          ? 'candidate.step.own'
          : it.to === 'refused'
            ? 'application.refuse.ask'
            : it.to === 'ended'
              ? 'application.step.endedWhy'
              : 'application.step.reopenWhy',
        'reason',
        it.approved?.reasons,
      );
    case 'letter':
      return (
        <>
          {label('application.step.letter')}
          <input id={id} name={need} value={value} maxlength={stepWords.letter.most} />
          <label>
            <input type="checkbox" name="spoken" value="yes" checked={typed['spoken'] === 'yes'} />{' '}
            {at.text('application.step.letter.none')}
          </label>
        </>
      );
  }
}

interface SelectProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly none: string;
  readonly options: readonly (readonly [string, string])[];
}

function Select({ id, name, label, value, none, options }: SelectProps): Child {
  return (
    <>
      <label for={id}>{label}</label>
      <select id={id} name={name}>
        <option value="">{none}</option>
        {options.map(([one, said]) => (
          <option value={one} selected={one === value}>
            {said}
          </option>
        ))}
      </select>
    </>
  );
}
