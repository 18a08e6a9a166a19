import { createInstance } from 'i18next';
import enAgreement from '../locales/en/agreement.json' with { type: 'json' };
import enCommon from '../locales/en/common.json' with { type: 'json' };
import enCriterion from '../locales/en/criterion.json' with { type: 'json' };
import enData from '../locales/en/data.json' with { type: 'json' };
import enKind from '../locales/en/kind.json' with { type: 'json' };
import enMoney from '../locales/en/money.json' with { type: 'json' };
import enPartnership from '../locales/en/partnership.json' with { type: 'json' };
import enPartner from '../locales/en/partner.json' with { type: 'json' };
import enProgramme from '../locales/en/programme.json' with { type: 'json' };
import enRegister from '../locales/en/register.json' with { type: 'json' };
import enReport from '../locales/en/report.json' with { type: 'json' };
import enTraining from '../locales/en/training.json' with { type: 'json' };
import enStaff from '../locales/en/staff.json' with { type: 'json' };
import enAnnounce from '../locales/en/announce.json' with { type: 'json' };
import enChange from '../locales/en/change.json' with { type: 'json' };
import enBroadcast from '../locales/en/broadcast.json' with { type: 'json' };
import enMember from '../locales/en/member.json' with { type: 'json' };
import enCase from '../locales/en/case.json' with { type: 'json' };
import enShipment from '../locales/en/shipment.json' with { type: 'json' };
import enCandidate from '../locales/en/candidate.json' with { type: 'json' };
import enSupply from '../locales/en/supply.json' with { type: 'json' };
import enSurvey from '../locales/en/survey.json' with { type: 'json' };
import enEvaluation from '../locales/en/evaluation.json' with { type: 'json' };
import enProfit from '../locales/en/profit.json' with { type: 'json' };
import enPhoto from '../locales/en/photo.json' with { type: 'json' };
import enSupport from '../locales/en/support.json' with { type: 'json' };
import enSales from '../locales/en/sales.json' with { type: 'json' };
import enGroup from '../locales/en/group.json' with { type: 'json' };
import enGuide from '../locales/en/guide.json' with { type: 'json' };
import enHelper from '../locales/en/helper.json' with { type: 'json' };
import enPaper from '../locales/en/paper.json' with { type: 'json' };
import enDesk from '../locales/en/desk.json' with { type: 'json' };
import enDocument from '../locales/en/document.json' with { type: 'json' };
import enApplication from '../locales/en/application.json' with { type: 'json' };
import enVerification from '../locales/en/verification.json' with { type: 'json' };
import enStuck from '../locales/en/stuck.json' with { type: 'json' };
import enRecovery from '../locales/en/recovery.json' with { type: 'json' };
import enDashboard from '../locales/en/dashboard.json' with { type: 'json' };
import enImport from '../locales/en/import.json' with { type: 'json' };
import enResult from '../locales/en/result.json' with { type: 'json' };
import enInspection from '../locales/en/inspection.json' with { type: 'json' };
import enExport from '../locales/en/export.json' with { type: 'json' };
import enStart from '../locales/en/start.json' with { type: 'json' };
import idAgreement from '../locales/id/agreement.json' with { type: 'json' };
import idCommon from '../locales/id/common.json' with { type: 'json' };
import idCriterion from '../locales/id/criterion.json' with { type: 'json' };
import idData from '../locales/id/data.json' with { type: 'json' };
import idKind from '../locales/id/kind.json' with { type: 'json' };
import idMoney from '../locales/id/money.json' with { type: 'json' };
import idPartnership from '../locales/id/partnership.json' with { type: 'json' };
import idPartner from '../locales/id/partner.json' with { type: 'json' };
import idProgramme from '../locales/id/programme.json' with { type: 'json' };
import idRegister from '../locales/id/register.json' with { type: 'json' };
import idReport from '../locales/id/report.json' with { type: 'json' };
import idTraining from '../locales/id/training.json' with { type: 'json' };
import idStaff from '../locales/id/staff.json' with { type: 'json' };
import idAnnounce from '../locales/id/announce.json' with { type: 'json' };
import idChange from '../locales/id/change.json' with { type: 'json' };
import idBroadcast from '../locales/id/broadcast.json' with { type: 'json' };
import idMember from '../locales/id/member.json' with { type: 'json' };
import idCase from '../locales/id/case.json' with { type: 'json' };
import idShipment from '../locales/id/shipment.json' with { type: 'json' };
import idCandidate from '../locales/id/candidate.json' with { type: 'json' };
import idSupply from '../locales/id/supply.json' with { type: 'json' };
import idSurvey from '../locales/id/survey.json' with { type: 'json' };
import idEvaluation from '../locales/id/evaluation.json' with { type: 'json' };
import idProfit from '../locales/id/profit.json' with { type: 'json' };
import idPhoto from '../locales/id/photo.json' with { type: 'json' };
import idSupport from '../locales/id/support.json' with { type: 'json' };
import idSales from '../locales/id/sales.json' with { type: 'json' };
import idGroup from '../locales/id/group.json' with { type: 'json' };
import idGuide from '../locales/id/guide.json' with { type: 'json' };
import idHelper from '../locales/id/helper.json' with { type: 'json' };
import idPaper from '../locales/id/paper.json' with { type: 'json' };
import idDesk from '../locales/id/desk.json' with { type: 'json' };
import idDocument from '../locales/id/document.json' with { type: 'json' };
import idApplication from '../locales/id/application.json' with { type: 'json' };
import idVerification from '../locales/id/verification.json' with { type: 'json' };
import idStuck from '../locales/id/stuck.json' with { type: 'json' };
import idRecovery from '../locales/id/recovery.json' with { type: 'json' };
import idDashboard from '../locales/id/dashboard.json' with { type: 'json' };
import idImport from '../locales/id/import.json' with { type: 'json' };
import idResult from '../locales/id/result.json' with { type: 'json' };
import idInspection from '../locales/id/inspection.json' with { type: 'json' };
import idExport from '../locales/id/export.json' with { type: 'json' };
import idStart from '../locales/id/start.json' with { type: 'json' };
import type { LocalText } from './domain/eligibility/programme.ts';
import { clip } from './domain/words/clip.ts';
import { UNREADABLE } from './domain/words/unreadable.ts';
import { rupiahDigits, rupiahFull, rupiahWordsEnglish } from './domain/money/rupiah-words.ts';

/** The source language; every other one has the same topics and keys (tested). */
const source = {
  common: idCommon,
  criterion: idCriterion,
  data: idData,
  kind: idKind,
  money: idMoney,
  partnership: idPartnership,
  partner: idPartner,
  programme: idProgramme,
  register: idRegister,
  report: idReport,
  start: idStart,
  training: idTraining,
  staff: idStaff,
  announce: idAnnounce,
  broadcast: idBroadcast,
  change: idChange,
  member: idMember,
  case: idCase,
  sales: idSales,
  group: idGroup,
  guide: idGuide,
  helper: idHelper,
  export: idExport,
  application: idApplication,
  agreement: idAgreement,
  shipment: idShipment,
  candidate: idCandidate,
  supply: idSupply,
  survey: idSurvey,
  evaluation: idEvaluation,
  profit: idProfit,
  photo: idPhoto,
  support: idSupport,
  desk: idDesk,
  document: idDocument,
  paper: idPaper,
  verification: idVerification,
  stuck: idStuck,
  recovery: idRecovery,
  dashboard: idDashboard,
  inspection: idInspection,
  result: idResult,
  import: idImport,
};

const languages = {
  id: source,
  en: {
    common: enCommon,
    criterion: enCriterion,
    data: enData,
    kind: enKind,
    money: enMoney,
    partnership: enPartnership,
    partner: enPartner,
    programme: enProgramme,
    register: enRegister,
    report: enReport,
    start: enStart,
    training: enTraining,
    staff: enStaff,
    announce: enAnnounce,
    broadcast: enBroadcast,
    change: enChange,
    member: enMember,
    case: enCase,
    sales: enSales,
    group: enGroup,
    guide: enGuide,
    helper: enHelper,
    export: enExport,
    application: enApplication,
    agreement: enAgreement,
    shipment: enShipment,
    candidate: enCandidate,
    supply: enSupply,
    survey: enSurvey,
    evaluation: enEvaluation,
    profit: enProfit,
    photo: enPhoto,
    support: enSupport,
    desk: enDesk,
    document: enDocument,
    paper: enPaper,
    verification: enVerification,
    stuck: enStuck,
    recovery: enRecovery,
    dashboard: enDashboard,
    inspection: enInspection,
    result: enResult,
    import: enImport,
  },
} as const;

type Source = typeof source;

/** `<topic>.<key>` of a text in locales/. */
export type TextKey = { [T in keyof Source]: `${T}.${Extract<keyof Source[T], string>}` }[keyof Source];

export type Language = keyof typeof languages;

export const languageCodes: readonly Language[] = ['id', 'en'];

/** A parameter that is worded in the reader's language only when it is shown. */
export type Param =
  | string
  | number
  /** Whole rupiah as digits: Rp2.500.000 */
  | { readonly rupiah: number }
  /** Whole rupiah as digits and words. */
  | { readonly rupiahFull: number }
  /** YYYY-MM → Oktober 2026 */
  | { readonly month: string }
  /** YYYY-MM → Oktober */
  | { readonly monthName: string }
  /** YYYY-MM → Okt 2026 */
  | { readonly monthShort: string }
  /** YYYY-MM-DD → Senin, 2 November 2026 */
  | { readonly day: string }
  /** YYYY-MM-DD → 2 November 2026 */
  | { readonly date: string }
  /** YYYY-MM-DD → Sen 2 Nov */
  | { readonly dayShort: string }
  /** ISO instant → Senin, 2 November 2026 pukul 10.14 WIB */
  | { readonly moment: string }
  /** ISO instant → 2 Nov 2026 pukul 10.14 */
  | { readonly stamp: string }
  /** ISO instant → 10.14 */
  | { readonly time: string }
  /** A count → 10.000 */
  | { readonly count: number }
  | { readonly line: Line }
  /** A line in the middle of a sentence: its first letter is small, but for that of an abbreviation. */
  | { readonly within: Line }
  /** Joined with a comma. */
  | { readonly list: readonly Line[] }
  /** Each on a line of its own. */
  | { readonly paragraphs: readonly Line[] };

/** A text that is chosen now and worded later, in the language and form of address of whoever reads it. */
export type Line =
  | { readonly key: TextKey; readonly params?: Readonly<Record<string, Param>> }
  /** A text that belongs to data (a programme, a place name); in Indonesian where it stands in no other language. */
  | { readonly local: LocalText; readonly params?: Readonly<Record<string, Param>> };

/** Who is addressed: decides Bapak, Ibu or Bapak/Ibu. */
export interface Addressee {
  readonly language: Language;
  readonly salutation: 'L' | 'P' | undefined;
  /** The short name for "Bu Siti"; undefined before it is known. */
  readonly shortName: string | undefined;
}

export interface Texts {
  /** Text for parse_mode HTML: parameters are escaped. */
  html(line: Line, to: Addressee): string;
  /** Plain text, for notices and pictures. */
  plain(line: Line, to: Addressee): string;
  /**
   * The words of a button: at most {@link LONGEST_LABEL} UTF-16 units, since phones show no more. Days and moments are
   * short there ("Kam 3 Des"), and names are cut; what is too long without any name is a mistake of its text.
   */
  label(line: Line, to: Addressee): string;
  /** Whether `typed` is what the line says, or its button, apart from case and spaces. */
  isLabel(line: Line, typed: string, to: Addressee): boolean;
}

/** What a phone shows of a button that has a row for itself; Telegram's clients cut the rest. */
export const LONGEST_LABEL = 24;

export function isLanguage(code: string): code is Language {
  return languageCodes.some((known) => known === code);
}

/** Whether there is a text under this key, for keys that are made from data. */
export function isTextKey(key: string): key is TextKey {
  const [topic = '', ...rest] = key.split('.');
  const texts = Object.entries(source).find(([name]) => name === topic)?.[1] ?? {};
  return Object.hasOwn(texts, rest.join('.'));
}

/** A name that reads the same in every language. */
export function named(text: string): Line {
  return { local: { id: text, en: text } };
}

export function line(key: TextKey, params?: Readonly<Record<string, Param>>): Line {
  return params === undefined ? { key } : { key, params };
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const locales: Readonly<Record<Language, string>> = { id: 'id-ID', en: 'en-GB' };

// A formatter takes fifty times as long to make as to use.
const inEach = <Format>(make: (locale: string) => Format): Readonly<Record<Language, Format>> => ({
  id: make(locales.id),
  en: make(locales.en),
});
const dates = (options: Intl.DateTimeFormatOptions): Readonly<Record<Language, Intl.DateTimeFormat>> =>
  inEach((locale) => new Intl.DateTimeFormat(locale, options));
const counts = inEach((locale) => new Intl.NumberFormat(locale));
const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const formats = {
  month: dates({ month: 'long', year: 'numeric', timeZone: 'UTC' }),
  monthShort: dates({ month: 'short', year: 'numeric', timeZone: 'UTC' }),
  monthName: dates({ month: 'long', timeZone: 'UTC' }),
  day: dates({ weekday: 'long', ...day, timeZone: 'UTC' }),
  date: dates({ ...day, timeZone: 'UTC' }),
  dateShort: dates({ day: 'numeric', month: 'short', timeZone: 'UTC' }),
  weekdayShort: dates({ weekday: 'short', timeZone: 'UTC' }),
};

/** Told of a text that is wrong for its use; people are shown the best that can be made of it. */
export type TextMistake = (key: string, what: string) => void;

/** Where mistakes are to be found, a text with one fails. */
export const refuseMistakes: TextMistake = (key, what) => {
  throw new Error(`text ${key}: ${what}`);
};

/** How a line is worded: in HTML values are escaped; on a button days are short. */
type Way = 'html' | 'plain' | 'label';

/** Parameters as words, by their names. */
type Words = Readonly<Record<string, string>>;

/** What can be cut on a button: words, not a number, a code, an amount or a day, which would say something else then. */
const isName = (param: Param, word: string): boolean =>
  (typeof param === 'string' && !/^\S*\d\S*$/.test(word)) ||
  (typeof param === 'object' && ('line' in param || 'within' in param || 'list' in param));

/** What always stays of a name on a button. */
const LEAST_OF_NAME = 3;

/** The words, those under `names` with `excess` fewer characters, taken from the longest first. */
function cutWords(words: Words, names: readonly string[], excess: number): Words {
  const lengths = new Map(names.map((name) => [name, words[name]?.length ?? 0]));
  for (let left = excess; left > 0; left--) {
    const [longest] = [...lengths].toSorted(([, a], [, b]) => b - a);
    if (longest === undefined || longest[1] <= LEAST_OF_NAME) break;
    lengths.set(longest[0], longest[1] - 1);
  }
  return Object.fromEntries(
    Object.entries(words).map(([name, word]) => [name, clip(word, lengths.get(name) ?? word.length)]),
  );
}

/** Every text of every language under `topic.key`. */
const resources = Object.fromEntries(
  Object.entries(languages).map(([code, topics]) => [
    code,
    {
      translation: Object.fromEntries(
        Object.entries(topics).flatMap(([topic, texts]) =>
          Object.entries(texts).map(([key, text]) => [`${topic}.${key}`, text]),
        ),
      ),
    },
  ]),
);

const i18next = createInstance({
  lng: 'id',
  fallbackLng: 'id',
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  resources,
});
void i18next.init();

/** A text cut at its parameters: words, a name, words, a name, … words. */
const cutAtParameters = (text: string): readonly string[] => text.split(/\{(\w+)\}/);

/** What stands under a name that a text asks for, which may be any word that people write between braces. */
const own = <Value>(values: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined =>
  values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;

/** Texts that were shown before: i18next takes twenty times as long to find one and to fill it in. */
const known: Readonly<Record<Language, Map<string, readonly string[]>>> = { id: new Map(), en: new Map() };

function textOf(key: string, language: Language): readonly string[] {
  let parts = known[language].get(key);
  if (parts === undefined) {
    parts = cutAtParameters(i18next.t(key, { lng: language, skipInterpolation: true }));
    known[language].set(key, parts);
  }
  return parts;
}

/**
 * The sentence in every language, for data that keep their words (a programme made in the chat): `fixed` is put in at
 * once, every other `{parameter}` when it is shown.
 */
export function localText(key: TextKey, fixed: Readonly<Record<string, string>> = {}): LocalText {
  const sentence = (language: Language): string =>
    Object.entries(fixed).reduce(
      (text, [name, value]) => text.replaceAll(`{${name}}`, () => value),
      resources[language]?.translation[key] ?? key,
    );
  return { id: sentence('id'), en: sentence('en') };
}

/** Where instants are read from a clock: the IANA name of the zone, and what people call it. */
interface Clock {
  readonly zone: string;
  readonly zoneName: string;
}

/** Loads every language once; `settings` are the office's own words, usable in every text as `{office}` and so on. */
export function createTexts(
  settings: Readonly<Record<string, string>>,
  { zone, zoneName }: Clock,
  mistake: TextMistake = () => undefined,
): Texts {
  /** The same in every text: the office's own words, and sentences that stand until it has approved its own. */
  const standing = (lng: Language): Readonly<Record<string, string>> => ({
    retention: textOf('common.retention', lng).join(''),
    zone: zoneName,
    ...settings,
  });
  const always: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
    id: standing('id'),
    en: standing('en'),
  };

  const there = { timeZone: zone } as const;
  const dayThere = dates({ weekday: 'long', ...day, ...there });
  const weekdayThere = dates({ weekday: 'short', ...there });
  const dateThere = dates({ day: 'numeric', month: 'short', ...there });
  const stampThere = dates({ day: 'numeric', month: 'short', year: 'numeric', ...there });
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...there });
  const time = (instant: Date, language: Language): string => {
    const shown = clock.format(instant);
    return language === 'id' ? shown.replace(':', '.') : shown;
  };
  const atTime = (date: string, instant: Date, language: Language): string =>
    `${date}${language === 'id' ? ' pukul' : ','} ${time(instant, language)}`;
  const moment = (instant: Date, language: Language): string =>
    `${atTime(dayThere[language].format(instant), instant, language)} ${zoneName}`;
  const momentShort = (instant: Date, language: Language): string =>
    `${weekdayThere[language].format(instant)} ${dateThere[language].format(instant)}, ${time(instant, language)}`;

  const word = (param: Param, to: Addressee, way: Way): string => {
    if (typeof param === 'string') return param;
    if (typeof param === 'number') return String(param);
    if ('rupiah' in param) return rupiahDigits(param.rupiah);
    if ('rupiahFull' in param)
      return to.language === 'id'
        ? rupiahFull(param.rupiahFull)
        : `${rupiahDigits(param.rupiahFull)} (${rupiahWordsEnglish(param.rupiahFull)})`;
    const written = (format: keyof typeof formats, date: string): string =>
      formats[format][to.language].format(new Date(`${date}T00:00:00Z`));
    const isShort = way === 'label';
    if ('month' in param) return written('month', `${param.month}-01`);
    if ('monthName' in param) return written('monthName', `${param.monthName}-01`);
    if ('monthShort' in param) return written('monthShort', `${param.monthShort}-01`);
    const dayShort = (date: string): string =>
      `${written('weekdayShort', date)} ${written('dateShort', date)}`;
    if ('day' in param) return isShort ? dayShort(param.day) : written('day', param.day);
    if ('date' in param) return written(isShort ? 'dateShort' : 'date', param.date);
    if ('dayShort' in param) return dayShort(param.dayShort);
    if ('time' in param) return time(new Date(param.time), to.language);
    if ('count' in param) return counts[to.language].format(param.count);
    if ('stamp' in param) {
      const instant = new Date(param.stamp);
      return atTime(stampThere[to.language].format(instant), instant, to.language);
    }
    if ('moment' in param) return (isShort ? momentShort : moment)(new Date(param.moment), to.language);
    // A line within a line is escaped together with it.
    const inner: Way = isShort ? 'label' : 'plain';
    if ('line' in param) return text(param.line, to, inner);
    if ('within' in param)
      return text(param.within, to, inner).replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLowerCase());
    if ('paragraphs' in param) return param.paragraphs.map((item) => text(item, to, inner)).join('\n');
    return param.list.map((item) => text(item, to, inner)).join(', ');
  };

  const wordsOf = (it: Line, to: Addressee, way: Way): Words =>
    Object.fromEntries(Object.entries(it.params ?? {}).map(([name, param]) => [name, word(param, to, way)]));

  const text = (it: Line, to: Addressee, way: Way, words?: Words): string => {
    const parts =
      'key' in it ? textOf(it.key, to.language) : cutAtParameters(it.local[to.language] ?? it.local.id);
    const escape = way === 'html' ? escapeHtml : String;
    let said = '';
    for (const [at, part] of parts.entries()) {
      if (at % 2 === 1) said += filled(it, part, to, way, words, escape);
      // The markup of our own texts stands; that of data is theirs to read.
      else said += 'key' in it ? part : escape(part);
    }
    return said;
  };

  const filled = (
    it: Line,
    name: string,
    to: Addressee,
    way: Way,
    words: Words | undefined,
    escape: (word: string) => string,
  ): string => {
    const param = own(it.params, name);
    const value =
      own(words, name) ??
      (param === undefined
        ? (own(address(to), name) ?? own(always[to.language], name))
        : word(param, to, way));
    if (value !== undefined) return escape(value);
    // Braces that somebody wrote themselves ask for nothing.
    return 'local' in it && it.params === undefined
      ? `{${name}}`
      : without('key' in it ? it.key : it.local.id, name);
  };

  const without = (key: string, name: string): string => {
    mistake(key, `expected the parameter ${name}`);
    return '–';
  };

  const comparable = (value: string): string =>
    value
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();

  /** A damaged value says so, wherever it stands. */
  const readable = (worded: string, to: Addressee): string =>
    worded.includes(UNREADABLE)
      ? worded.replaceAll(UNREADABLE, textOf('common.unreadable', to.language).join(''))
      : worded;

  const shown = (it: Line, to: Addressee, way: Way, words?: Words): string =>
    readable(text(it, to, way, words), to);

  const sourceOf = (it: Line, language: Language): string =>
    'key' in it ? (resources[language]?.translation[it.key] ?? '') : (it.local[language] ?? it.local.id);

  const label = (it: Line, to: Addressee): string => {
    const whole = shown(it, to, 'label');
    if (whole.length <= LONGEST_LABEL) return whole;
    const words = Object.fromEntries(
      Object.entries(wordsOf(it, to, 'label')).map(([name, said]) => [name, readable(said, to)]),
    );
    const source = sourceOf(it, to.language);
    const names = Object.entries(it.params ?? {}).flatMap(([name, param]) =>
      source.includes(`{${name}}`) && isName(param, words[name] ?? '') ? [name] : [],
    );
    const cut = shown(it, to, 'label', cutWords(words, names, whole.length - LONGEST_LABEL));
    if (cut.length > LONGEST_LABEL && 'key' in it)
      mistake(it.key, `expected at most ${LONGEST_LABEL} characters on a button, got "${cut}"`);
    return clip(cut, LONGEST_LABEL);
  };

  const isSaid = (said: string, typed: string): boolean => comparable(said) === comparable(typed);

  return {
    html: (it, to) => shown(it, to, 'html'),
    plain: (it, to) => shown(it, to, 'plain'),
    label,
    isLabel(it, typed, to) {
      const said = text(it, to, 'plain');
      if (isSaid(said, typed)) return true;
      // A fixed text of ours says the same on its button.
      return ('local' in it || it.params !== undefined) && isSaid(label(it, to), typed);
    },
  };
}

/** The three forms of address of dialogues: `{sapaan}` Ibu, `{bu}` Bu, `{panggilan}` Bu Siti. */
export function address(to: Addressee): Record<string, string> {
  const name = to.shortName;
  if (to.language === 'en') return { sapaan: 'you', bu: name ?? 'friend', panggilan: name ?? 'friend' };
  if (to.salutation === undefined) return { sapaan: 'Bapak/Ibu', bu: 'Bapak/Ibu', panggilan: 'Bapak/Ibu' };
  const sapaan = to.salutation === 'P' ? 'Ibu' : 'Bapak';
  const bu = to.salutation === 'P' ? 'Bu' : 'Pak';
  return { sapaan, bu, panggilan: name === undefined ? sapaan : `${bu} ${name}` };
}
