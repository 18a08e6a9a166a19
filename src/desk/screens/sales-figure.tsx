import type { Child } from 'hono/jsx';
import type { Month } from '../../domain/month/month.ts';
import { prefix } from '../../domain/words/clip.ts';
import { maskIdentityNumbers } from '../../domain/people/identity.ts';
import { compareTold } from '../../domain/sales/plausibility.ts';
import { monthState, type MonthState } from '../../domain/sales/report-months.ts';
import { line, type TextKey } from '../../i18n.ts';
import { codecs } from '../../services/core/codecs.ts';
import { todayOf, type Services } from '../../services/core/services.ts';
import { businessFor, noteBusinessRead, type SeenBusiness } from '../../services/people/find-business.ts';
import { figureHistory, type FigureVersion } from '../../services/sales/figure-history.ts';
import { recordByOffice, tellingWays } from '../../services/sales/office-reports.ts';
import { tellers } from '../../services/sales/sales.ts';
import { lockedMonths, reportsOf, type StoredReport } from '../../services/sales/sales-history.ts';
import { FigureTable } from '../figure-table.tsx';
import { offeredFor, type Offer } from '../figure.ts';
import { monthsAt } from '../month.ts';
import { Act } from '../page.tsx';
import { idIn, onward, placeName, type At, type Screen, type Shown } from '../screen.ts';

const VERSIONS_SHOWN = 36;
const MOST_DIGITS = 100;
const REASON = { least: 3, most: 200 };

interface Figure {
  readonly id: number;
  readonly it: SeenBusiness;
  readonly month: Month;
  readonly state: MonthState;
  readonly reports: readonly StoredReport[];
  readonly stands: StoredReport | undefined;
  readonly versions: readonly FigureVersion[];
  readonly wantsReason: boolean;
}

/** What was filled in, as it was typed and chosen. */
interface Typed {
  readonly words: string;
  readonly told: (typeof tellers)[number] | undefined;
  readonly how: (typeof tellingWays)[number] | undefined;
  readonly reason: string;
}

/** One figure of the sheet: filled in with where it comes from, read back before it is stored, and its history. */
export const salesFigure: Screen = {
  path: '/penjualan/:id',
  duty: 'sales',
  async show(at) {
    const query = at.url.searchParams;
    const figure = await load(at);
    // Calls come one after the other: from whom and how stays as it was chosen last.
    const typed = { ...typedIn((name) => query.get(name) ?? undefined), words: '', reason: '' };
    return figure === undefined ? undefined : formPage(at, figure, typed);
  },
  async act(at, sent) {
    if (sent.act !== 'read' && sent.act !== 'store') return undefined;
    const figure = await load(at);
    if (figure === undefined) return undefined;
    const typed = typedIn((name) => sent.field(name));
    const { told, how, words, reason } = typed;
    const offered = offeredFor(words);
    if (offered.kind === 'none') return formPage(at, figure, typed, offered.hint);
    if (told === undefined || how === undefined)
      return formPage(at, figure, typed, 'desk.sales.figure.noSource');
    const isReason = reason.length >= REASON.least && reason.length <= REASON.most;
    const offer = offered.offers.find(({ code }) => code === sent.field('pick'));
    if (sent.act === 'read' || offer === undefined)
      return figure.wantsReason && !isReason
        ? formPage(at, figure, typed, 'sales.record.reason.hint')
        : echoPage(at, figure, typed, offered);
    const { id, it, month } = figure;
    const kind = await sent.once(
      'store',
      codecs.word(['stored', 'same', 'gone', 'no-reason']),
      async (inside) => {
        // Looked up here: pressed again, a new figure stands, which is its own.
        const wantsReason = await reasonWanted(inside, id, month);
        if (wantsReason && !isReason) return 'no-reason';
        const done = await recordByOffice(inside, at.member, it, {
          month,
          amount: offer.amount,
          estimate: offer.estimate,
          toCheck: offer.toCheck,
          words,
          confirmed: offer.code,
          toldBy: told,
          how,
          reason: wantsReason ? reason : undefined,
          draftId: undefined,
        });
        return done.kind;
      },
    );
    if (kind === 'no-reason') return formPage(at, figure, typed, 'sales.record.reason.hint');
    const say = kind === 'stored' ? 'sold' : kind === 'same' ? 'same' : 'late';
    return { say, to: sheetAt(at, id, { kata: say, oleh: told, cara: how }) };
  },
};

/** A figure that stands, or one of a closed month, is changed with a reason only. */
async function reasonWanted(services: Services, id: number, month: Month): Promise<boolean> {
  const locks = await lockedMonths(services);
  return (
    monthState(month, todayOf(services), locks, services.office.reportOpenMonths) === 'locked' ||
    (await reportsOf(services, [id])).some((report) => report.month === month)
  );
}

async function load(at: At): Promise<Figure | undefined> {
  const { services, member } = at;
  const id = idIn(at);
  const month = monthsAt(at)?.month;
  if (id === undefined || month === undefined) return undefined;
  if (!(await at.note((inside) => noteBusinessRead(inside, member, id)))) return undefined;
  const it = await businessFor(services, member, id);
  if (it === undefined) return undefined;
  const reports = await reportsOf(services, [id]);
  const stands = reports.find((report) => report.month === month);
  const locks = await lockedMonths(services);
  const state = monthState(month, todayOf(services), locks, services.office.reportOpenMonths);
  return {
    id,
    it,
    month,
    state,
    reports,
    stands,
    versions: await figureHistory(services, id, VERSIONS_SHOWN, month),
    wantsReason: await reasonWanted(services, id, month),
  };
}

function typedIn(field: (name: string) => string | undefined): Typed {
  const words = prefix((field('words') ?? '').trim(), MOST_DIGITS);
  return {
    words,
    told: tellers.find((it) => it === field('oleh')),
    how: tellingWays.find((it) => it === field('cara')),
    reason: maskIdentityNumbers((field('reason') ?? '').trim()).masked,
  };
}

/** The page of the sheet from which one came, at its row. */
function sheetAt(at: At, id: number, values: Readonly<Record<string, string>> = {}): string {
  const bulan = at.url.searchParams.get('mulai') ?? at.url.searchParams.get('bulan') ?? undefined;
  return `${onward(at, '/penjualan', { ...values, bulan, mulai: undefined })}#u${id}`;
}

const titleOf = ({ it, month }: Figure) =>
  line('desk.sales.figure.title', { business: it.business.name ?? '–', month: { month } });

function formPage(at: At, figure: Figure, typed: Typed, problem?: TextKey): Shown {
  const { id, it, month, state, stands, versions, wantsReason } = figure;
  return {
    title: titleOf(figure),
    body: (
      <>
        <p>
          <a href={sheetAt(at, id)}>{at.text('desk.sales.figure.back')}</a>
        </p>
        <dl>
          <dt>{at.text('desk.businesses.number')}</dt>
          <dd>
            <a href={`/usaha/${id}`}>{it.business.number ?? '–'}</a>
          </dd>
          <dt>{at.text('desk.owner')}</dt>
          <dd>{it.ownerName ?? '–'}</dd>
          <dt>{at.text('desk.place')}</dt>
          <dd>{placeName(at, it.business.kecamatan)}</dd>
          <dt>{at.text('desk.sales.figure.now')}</dt>
          <dd>
            {stands === undefined
              ? at.text('export.state.missing')
              : at.say(line('sales.biz.figure', figureWords(stands)))}
          </dd>
        </dl>
        {state === 'locked' ? <p>{at.text('desk.sales.figure.locked')}</p> : undefined}
        {problem === undefined ? undefined : (
          <p class="alert" role="alert" id="salah">
            {at.text(problem)}
          </p>
        )}
        <Act act="read">
          <label for="angka">{at.say(line('sales.record.amount', { month: { month } }))}</label>
          <input
            id="angka"
            name="words"
            value={typed.words}
            maxlength={MOST_DIGITS}
            inputmode="text"
            autocomplete="off"
            required
            autofocus
            data-key="a"
            {...(problem === undefined ? {} : { 'aria-describedby': 'salah' })}
          />
          <Choose
            at={at}
            name="oleh"
            label="sales.record.told"
            options={tellers.map((one) => [one, at.text(`sales.record.told.${one}`)])}
            chosen={typed.told}
          />
          <Choose
            at={at}
            name="cara"
            label="sales.record.how"
            options={tellingWays.map((one) => [one, at.text(`sales.record.how.${one}`)])}
            chosen={typed.how}
          />
          {wantsReason ? (
            <>
              <label for="alasan">{at.text('sales.record.reason')}</label>
              <input
                id="alasan"
                name="reason"
                value={typed.reason}
                minlength={REASON.least}
                maxlength={REASON.most}
                required
              />
            </>
          ) : undefined}
          <p>
            <button class="main">{at.text('desk.sales.figure.check')}</button>
          </p>
        </Act>
        <h2>{at.text('desk.business.history')}</h2>
        <FigureTable at={at} versions={versions} />
      </>
    ),
  };
}

const figureWords = ({ month, amount, estimate, provisional, toCheck }: StoredReport) => ({
  month: { monthShort: month },
  amount: { rupiah: amount },
  note:
    estimate || provisional || toCheck
      ? {
          line: line(
            toCheck
              ? 'sales.biz.note.check'
              : estimate
                ? 'sales.biz.note.estimate'
                : 'sales.biz.note.provisional',
          ),
        }
      : '',
});

interface ChooseProps {
  readonly at: At;
  readonly name: string;
  readonly label: TextKey;
  readonly options: readonly (readonly [string, string])[];
  readonly chosen: string | undefined;
}

/** A list in which nothing is chosen beforehand: where a figure comes from is never guessed. */
function Choose({ at, name, label, options, chosen }: ChooseProps): Child {
  return (
    <label>
      {at.text(label)}
      <br />
      <select name={name} required>
        <option value="">{at.text('desk.sales.figure.choose')}</option>
        {options.map(([value, words]) => (
          <option value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What was understood, in digits and words: nothing is stored before one of these is pressed. */
function echoPage(
  at: At,
  figure: Figure,
  { words, told, how, reason }: Typed,
  { doubt, offers }: { readonly doubt: boolean; readonly offers: readonly Offer[] },
): Shown {
  const { month, stands, reports, state } = figure;
  const only = doubt && offers.length > 1 ? undefined : offers[0];
  const far =
    only === undefined
      ? undefined
      : compareTold(only.amount, {
          month,
          stands: stands?.amount ?? 0,
          isRunning: state === 'running',
          reports,
        });
  return {
    title: titleOf(figure),
    body: (
      <>
        <p>{at.say(line('desk.sales.figure.typed', { words }))}</p>
        {only === undefined ? (
          <p class="alert">{at.text('desk.sales.figure.doubt')}</p>
        ) : (
          <>
            {doubt ? <p class="alert">{at.text('desk.sales.figure.meant')}</p> : undefined}
            <p>
              <strong>{at.say(line('desk.moment', { at: { rupiahFull: only.amount } }))}</strong>
            </p>
          </>
        )}
        {only?.toCheck === true ? <p class="alert">{at.text('desk.sales.figure.big')}</p> : undefined}
        {far === undefined || far.verdict === 'usual' ? undefined : (
          <p class="alert">
            {at.say(
              line(`desk.sales.figure.${far.verdict}`, {
                month: { month: far.compared.month },
                amount: { rupiah: far.compared.amount },
              }),
            )}
          </p>
        )}
        {stands === undefined ? undefined : (
          <p>{at.say(line('desk.sales.figure.instead', { amount: { rupiah: stands.amount } }))}</p>
        )}
        <Act act="store">
          <input type="hidden" name="words" value={words} />
          <input type="hidden" name="oleh" value={told ?? ''} />
          <input type="hidden" name="cara" value={how ?? ''} />
          <input type="hidden" name="reason" value={reason} />
          <div class="acts">
            {offers.map(({ code, amount, estimate }, index) => (
              <button name="pick" value={code} {...(index === 0 ? { class: 'main', autofocus: true } : {})}>
                {at.say(
                  line(
                    estimate ? 'desk.sales.figure.storeEstimate' : 'desk.sales.figure.store',
                    only === undefined ? { amount: { rupiahFull: amount } } : { amount: { rupiah: amount } },
                  ),
                )}
              </button>
            ))}
            <a class="button" href={onward(at, at.url.pathname, {})}>
              {at.text('desk.sales.figure.again')}
            </a>
          </div>
        </Act>
      </>
    ),
  };
}
