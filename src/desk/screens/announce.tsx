import { randomInt } from 'node:crypto';
import type { Child, PropsWithChildren } from 'hono/jsx';
import { announcedLengths, approvalReasons } from '../../domain/announcements/announcement.ts';
import { repeats } from '../../domain/announcements/series.ts';
import { businessKinds } from '../../domain/people/business-kind.ts';
import { seatRules } from '../../domain/trainings/seats.ts';
import { line, type TextKey } from '../../i18n.ts';
import {
  announcementLines,
  announcementRows,
  NO_CODE,
  topicLabels,
} from '../../reports/announcement-lines.ts';
import { criteriaLines, reviewLines } from '../../reports/audience-lines.ts';
import {
  reachOf,
  surveyOf,
  trainingOf,
  writePlan,
  type Plan,
  type Reach,
} from '../../services/announcements/announcing.ts';
import { optionsFor } from '../../services/announcements/audience.ts';
import { audienceClasses } from '../../services/announcements/criteria.ts';
import { codecs } from '../../services/core/codecs.ts';
import { interestKeys } from '../../services/people/people.ts';
import {
  choicesAt,
  readPlan,
  sealOf,
  topics,
  type Choices,
  type Field,
  type PlanRead,
  type Typed,
} from '../announce-form.ts';
import { Lines } from '../lines.tsx';
import { Phone } from '../phone.tsx';
import type { At, Screen, Shown } from '../screen.ts';

/** *Umumkan* on one page: what, to whom, when, and beside it who is reached and the message as it will stand there. */
export const announce: Screen = {
  path: '/umumkan/baru',
  duty: 'announce',
  async show(at) {
    const query = at.url.searchParams;
    const typed: Typed = {
      field: (name) => query.get(name) ?? undefined,
      all: (name) => query.getAll(name),
    };
    const choices = await choicesAt(at);
    const read = readPlan(at, typed, choices);
    if (read === undefined) return undefined;
    const { audience } = read;
    const reach = await reachOf(at.services, audience, optionsFor(undefined, false));
    // Nothing is filled in yet, so nothing is wrong.
    return formPage(at, { typed, choices, read: { ...read, plan: undefined, problems: [] }, reach });
  },
  async act(at, sent) {
    const { services, member } = at;
    if (sent.act !== 'look' && sent.act !== 'send') return undefined;
    const choices = await choicesAt(at);
    const read = readPlan(at, sent, choices);
    if (read === undefined) return undefined;
    const { plan, audience } = read;
    const training = plan === undefined ? undefined : trainingOf(plan.subject);
    const invites = plan === undefined ? undefined : surveyOf(plan.subject);
    const reach = await reachOf(
      services,
      audience,
      optionsFor(training, plan?.urgentReason !== undefined, invites?.id),
      plan === undefined ? undefined : { title: training?.title ?? invites?.title, text: plan.text },
    );
    const seal = sealOf(sent);
    const isSeen = sent.field('dilihat') === seal;
    if (sent.act === 'look' || plan === undefined || !isSeen)
      return formPage(at, {
        typed: sent,
        choices,
        read,
        reach,
        isChanged: sent.act === 'send' && plan !== undefined,
      });
    // What is changed and sent again from an old page is another one: its words are part of what happens once.
    const id = await sent.once(`send:${seal}`, codecs.number, async (inside) => {
      const made = await writePlan(inside, member, plan, {
        size: reach.reached,
        draftId: undefined,
        accountId: member.accountId,
        now: services.now(),
      });
      return made?.id ?? 0;
    });
    return id === 0 ? undefined : { say: 'announced', to: `/umumkan/${id}?kata=announced` };
  },
};

interface Filled {
  readonly typed: Typed;
  readonly choices: Choices;
  readonly read: PlanRead;
  readonly reach: Reach;
  /** It was to be sent as nobody has looked at it. */
  readonly isChanged?: boolean;
}

function formPage(at: At, filled: Filled): Shown {
  const { typed, choices } = filled;
  const fields: Fields = { at, typed, choices };
  return {
    title: line('desk.announce.title'),
    body: (
      <>
        <p>
          <a href="/umumkan">{at.text('desk.announcement.back')}</a>
        </p>
        <form method="post" class="two announce" data-live="hasil">
          <input type="hidden" name="once" value={String(randomInt(2 ** 47))} />
          <div>
            <What {...fields} />
            <Whom {...fields} />
            <When {...fields} />
            <p>
              <button name="act" value="look">
                {at.text('desk.announce.look')}
              </button>
            </p>
          </div>
          <Result at={at} filled={filled} />
          <input type="hidden" name="act" value="look" />
        </form>
      </>
    ),
  };
}

/** Who is reached and why not the others, what is missing, the message, and the button that sends it. */
function Result({ at, filled }: { at: At; filled: Filled }): Child {
  const { typed, read, reach, isChanged = false } = filled;
  const { services } = at;
  const { plan } = read;
  return (
    <section id="hasil" aria-live="polite" aria-label={at.text('announce.basis.reach')}>
      {isChanged ? <p class="alert">{at.text('desk.announce.changed')}</p> : undefined}
      {read.problems.length === 0 ? undefined : (
        <ul class="alert">
          {read.problems.map((problem) => (
            <li class="lines">{at.say(problem)}</li>
          ))}
        </ul>
      )}
      <h2>{at.text('announce.basis.reach')}</h2>
      <Lines
        at={at}
        lines={[
          ...criteriaLines(read.audience, services),
          ...reviewLines(services.office, {
            reach,
            reasons: plan === undefined ? [] : reasonsFor(at, plan, reach),
            rhythm: plan?.repeat === undefined ? undefined : { first: read.at, ...plan.repeat },
          }),
        ]}
      />
      {plan === undefined ? undefined : (
        <>
          <Preview at={at} plan={plan} reach={reach} />
          <p>
            {at.say(
              plan.send === 'now' && read.at <= services.now()
                ? line('desk.announce.now')
                : line('broadcast.progress.at', { at: { moment: read.at.toISOString() } }),
            )}
          </p>
          <input type="hidden" name="dilihat" value={sealOf(typed)} />
          <button class="main" name="act" value="send">
            {at.say(line('desk.announce.send', { count: { count: reach.reached } }))}
          </button>
        </>
      )}
    </section>
  );
}

function reasonsFor({ services }: At, plan: Plan, reach: Reach) {
  const training = trainingOf(plan.subject);
  return approvalReasons({
    size: reach.reached,
    above: services.office.secondPersonAbove,
    urgent: plan.urgentReason !== undefined,
    words: [plan.text, training?.title, training?.place, training?.bring],
    poster: false,
  });
}

function Preview({ at, plan, reach }: { at: At; plan: Plan; reach: Reach }): Child {
  const fields = trainingOf(plan.subject);
  const training = fields === undefined ? undefined : { ...fields, id: 0 };
  const it = { code: NO_CODE, text: plan.text, version: 1, survey: surveyOf(plan.subject) };
  return (
    <Phone
      at={at}
      lines={announcementLines(at.services, it, training, reach.why)}
      buttons={announcementRows(it, training)}
    />
  );
}

interface Fields {
  readonly at: At;
  readonly typed: Typed;
  readonly choices: Choices;
}

type Options = readonly (readonly [string, string])[];

/** What is announced: its kind, a new training where it is one, and the words. */
function What({ at, typed, choices }: Fields): Child {
  const { services, member } = at;
  const places: Options = services.office.areas.kecamatan
    .filter(({ code }) => member.kecamatan.length === 0 || member.kecamatan.includes(code))
    .map(({ code, name }) => [code, name]);
  const text = (name: Field, label: TextKey, type = 'text') => (
    <Labelled label={at.text(label)}>
      <input type={type} name={name} value={typed.field(name) ?? ''} />
    </Labelled>
  );
  return (
    <fieldset>
      <legend>{at.text('desk.announce.what')}</legend>
      <Pick
        typed={typed}
        name="apa"
        label={at.text('desk.announce.about')}
        options={[
          ['notice', at.text('announce.about.notice')],
          ['new', at.text('announce.about.new')],
          ...choices.trainings.map(
            (it) =>
              [
                `t${it.id}`,
                at.say(
                  line('desk.announce.again', { title: it.title, at: { stamp: it.startsAt.toISOString() } }),
                ),
              ] as const,
          ),
          ...choices.surveys.map(
            ({ id, title }) => [`s${id}`, at.say(line('desk.announce.survey', { title }))] as const,
          ),
        ]}
      />
      <div class="only-new">
        {text('judul', 'announce.title.label')}
        <Pick
          typed={typed}
          name="topik"
          label={at.text('announce.topic.label')}
          options={[
            ['', at.text('desk.sales.figure.choose')],
            ...topics.map((it) => [it, at.text(topicLabels[it])] as const),
          ]}
        />
        {text('mulai', 'desk.announce.starts', 'datetime-local')}
        {text('selesai', 'announce.until.label', 'time')}
        {text('tempat', 'announce.place.label')}
        <Pick
          typed={typed}
          name="wilayah"
          label={at.text('desk.announce.venue')}
          options={[['', at.text('desk.sales.figure.choose')], ...places]}
        />
        {text('kursi', 'announce.seats.label', 'number')}
        <Pick
          typed={typed}
          name="cara"
          label={at.text('announce.rule.label')}
          options={seatRules.map((it) => [it, at.text(`announce.rule.${it}`)])}
        />
        {text('jatah', 'desk.announce.quota')}
        <Tick typed={typed} name="dahulu" label={at.text('desk.announce.prefer')} />
        {text('tutup', 'desk.announce.closes', 'datetime-local')}
        {text('bawa', 'announce.bring.label')}
      </div>
      <Labelled label={at.say(line('desk.announce.text', { most: { count: announcedLengths.text.most } }))}>
        <textarea name="isi" data-key="a">
          {typed.field('isi') ?? ''}
        </textarea>
      </Labelled>
    </fieldset>
  );
}

/** Whom it is for; nothing ticked leaves nobody out. */
function Whom({ at, typed, choices }: Fields): Child {
  const { services, member } = at;
  const { kecamatan, desa } = services.office.areas;
  const own = kecamatan
    .filter(({ code }) => member.kecamatan.length === 0 || member.kecamatan.includes(code))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'id'));
  return (
    <fieldset>
      <legend>{at.text('announce.audience.label')}</legend>
      <p class="soft">{at.text('desk.announce.everybody')}</p>
      <Ticks
        typed={typed}
        name="kec"
        label={at.text('desk.place')}
        options={own.map(({ code, name }) => [code, name])}
      />
      <details open={typed.all('desa').length > 0}>
        <summary>{at.text('desk.announce.desa')}</summary>
        {own.map(({ code, name }) => (
          <Ticks
            typed={typed}
            name="desa"
            label={name}
            options={desa.filter((it) => it.district === code).map((it) => [it.code, it.name])}
          />
        ))}
      </details>
      <Ticks
        typed={typed}
        name="jenis"
        label={at.text('desk.businesses.kind')}
        options={businessKinds.map((it) => [it, at.text(`kind.${it}`)])}
      />
      <Ticks
        typed={typed}
        name="kelas"
        label={at.text('desk.businesses.class')}
        options={audienceClasses.map((it) => [it, at.text(`export.class.${it}`)])}
      />
      <Ticks
        typed={typed}
        name="minat"
        label={at.text('desk.announce.interests')}
        options={interestKeys.map((it) => [it, at.text(`register.interests.${it}`)])}
      />
      <Ticks
        typed={typed}
        name="tanda"
        label={at.text('desk.business.tags')}
        options={choices.tags.map(({ id, name }) => [String(id), name])}
      />
      <Pick
        typed={typed}
        name="program"
        label={at.text('desk.announce.programme')}
        options={[
          ['', at.text('desk.businesses.any')],
          ...choices.programmes.map(({ id, name }) => [id, at.say({ local: name })] as const),
        ]}
      />
      <Pick
        typed={typed}
        name="susulan"
        label={at.text('desk.announce.followUp')}
        options={[
          ['', at.text('desk.announce.no')],
          ...choices.earlier.flatMap(({ id, title }) => [
            [`n${id}`, at.say(line('announce.audience.silent', { title }))] as const,
            [`y${id}`, at.say(line('announce.audience.answered', { title }))] as const,
          ]),
        ]}
      />
      <Tick typed={typed} name="belum" label={at.text('announce.audience.never')} />
      <Tick
        typed={typed}
        name="utang"
        label={at.say(line('announce.audience.owing', { month: { month: choices.lastMonth } }))}
      />
    </fieldset>
  );
}

/** When it goes out, whether it may pass the quiet hours, and how often it is repeated. */
function When({ at, typed }: Fields): Child {
  return (
    <fieldset>
      <legend>{at.text('announce.send.label')}</legend>
      <Labelled label={at.text('desk.announce.when')}>
        <input type="datetime-local" name="kirim" value={typed.field('kirim') ?? ''} />
      </Labelled>
      <Tick typed={typed} name="mendesak" label={at.text('desk.announce.urgent')} />
      <Labelled label={at.text('announce.reason.label')}>
        <input name="alasan" value={typed.field('alasan') ?? ''} />
      </Labelled>
      <div class="only-notice">
        <Pick
          typed={typed}
          name="ulang"
          label={at.text('desk.announce.repeat')}
          options={[
            ['', at.text('desk.announce.no')],
            ...repeats.map((it) => [it, at.text(`announce.repeat.every.${it}`)] as const),
          ]}
        />
        <Labelled label={at.text('announce.repeat.label')}>
          <input type="date" name="sampai" value={typed.field('sampai') ?? ''} />
        </Labelled>
      </div>
    </fieldset>
  );
}

function Labelled({ label, children }: PropsWithChildren<{ label: string }>) {
  return (
    <label>
      {label}
      <br />
      {children}
    </label>
  );
}

interface OfField {
  readonly typed: Typed;
  readonly name: Field;
  readonly label: string;
}

function Pick({ typed, name, label, options }: OfField & { options: Options }) {
  const chosen = typed.field(name) ?? '';
  return (
    <Labelled label={label}>
      <select name={name}>
        {options.map(([value, said]) => (
          <option value={value} selected={value === chosen}>
            {said}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function Tick({ typed, name, label }: OfField) {
  return (
    <label class="tick">
      <input type="checkbox" name={name} value="1" checked={typed.field(name) !== undefined} /> {label}
    </label>
  );
}

function Ticks({ typed, name, label, options }: OfField & { options: Options }) {
  const chosen = typed.all(name);
  return options.length === 0 ? (
    <></>
  ) : (
    <details open={options.some(([value]) => chosen.includes(value))}>
      <summary>{label}</summary>
      {options.map(([value, said]) => (
        <label class="tick">
          <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} /> {said}
        </label>
      ))}
    </details>
  );
}
