import { z } from 'zod';
import { sides } from '../../../domain/partnership/agreement.ts';
import { maskPhone } from '../../../domain/people/identity.ts';
import { line, named, type Line } from '../../../i18n.ts';
import type { CaseEvent, OpenCase } from '../../../services/cases/case-desk.ts';
import type { LateFigure } from '../../../services/sales/late-figures.ts';
import { partnerById } from '../../../services/partnership/partners/partners.ts';
import { askedIn } from '../../../services/partnership/partners/recalls.ts';
import { toDestroyLines } from '../../../reports/disclosure-lines.ts';
import { formName, questionName } from '../../form-names.ts';
import type { BotContext } from '../../turn.ts';
import { stateName } from '../../../reports/application-lines.ts';

const EVENTS_SHOWN = 10;

/** What a case says: what it is about, who asks, how far it is, and the last lines of its history. */
export async function caseLines(ctx: BotContext, it: OpenCase): Promise<readonly Line[]> {
  const events = it.events.slice(-EVENTS_SHOWN);
  return [
    line('case.one.head', {
      kind: { line: line(`case.kind.${it.kind}`) },
      number: it.number,
      day: { day: it.dueOn },
    }),
    statusLine(it),
    line(
      it.assigneeName === undefined ? 'case.one.nobody' : 'case.one.taken',
      it.assigneeName === undefined ? {} : { name: it.assigneeName },
    ),
    line('common.blank'),
    ...whoLines(it),
    ...(it.notForNames.length === 0
      ? []
      : [line('case.one.about', { names: { list: it.notForNames.map(named) } })]),
    ...aboutLines(ctx, it),
    ...(await disclosedLines(ctx, it)),
    ...(it.nextAction === undefined || it.nextOn === undefined
      ? []
      : [line('case.one.next', { text: it.nextAction, day: { day: it.nextOn } })]),
    ...(events.length === 0
      ? []
      : [line('common.blank'), line('case.one.history'), ...events.map(eventLine)]),
  ];
}

function statusLine(it: OpenCase): Line {
  if (it.status === 'closed') return line('case.one.status.closed');
  if (it.status === 'resolved') return line('case.one.status.resolved');
  return line(it.waitingFor === 'owner' ? 'case.one.status.waits' : 'case.one.status.open');
}

function whoLines(it: OpenCase): readonly Line[] {
  if (it.kind.startsWith('list-')) return [];
  const { who } = it;
  return [
    who.name === undefined ? line('case.one.stranger') : line('case.one.who', { name: who.name }),
    ...(who.business === undefined ? [] : [line('case.one.business', { name: who.business })]),
    ...(who.phone === undefined ? [] : [line('case.one.phone', { phone: maskPhone(who.phone) })]),
    ...(who.reachable ? [] : [line('case.one.noChat')]),
  ];
}

function aboutLines(ctx: BotContext, it: OpenCase): readonly Line[] {
  const { details } = it;
  const { number, question, form, programme: id } = details;
  const side = sides.find((it) => it === details['side']);
  const programme = typeof id === 'string' ? ctx.turn.services.programmes.find(id) : undefined;
  const figure = lateFigureOf(it);
  return [
    ...(it.text === undefined ? [] : [line('case.one.text', { text: it.text })]),
    ...(typeof form !== 'string'
      ? []
      : [
          line('case.one.form', {
            form: { line: formName(form) },
            question:
              typeof question === 'string' ? { line: questionName(ctx.turn.services, form, question) } : '–',
          }),
        ]),
    ...(figure === undefined
      ? []
      : [line('case.one.locked', { month: { month: figure.month }, amount: { rupiahFull: figure.amount } })]),
    ...(programme === undefined
      ? []
      : [line('case.one.programme', { programme: { line: { local: programme.name } } })]),
    ...(typeof number === 'string' ? [line('case.one.application', { number })] : []),
    ...(typeof details['inquiry'] === 'number'
      ? [line('case.one.supplier', { id: details['inquiry'] })]
      : []),
    ...(side === undefined
      ? []
      : [line('evaluation.task.by', { side: { line: line(`agreement.side.${side}`) } })]),
  ];
}

/** Of a request to a company to destroy what it has: whom it was asked of, and what it was shown. */
async function disclosedLines(ctx: BotContext, it: OpenCase): Promise<readonly Line[]> {
  const { services } = ctx.turn;
  const about = it.kind === 'recall' ? askedIn(it) : undefined;
  if (about === undefined) return [];
  const partner = about.partner === undefined ? undefined : await partnerById(services, about.partner);
  const shown = await toDestroyLines(services, about);
  return [
    ...(partner === undefined ? [] : [line('case.one.asked', { partner: partner.name })]),
    ...(shown.length === 0 ? [] : [line('case.one.disclosed'), ...shown]),
  ];
}

/** The figure that an owner sent for a month that was closed. */
export function lateFigureOf(it: OpenCase): LateFigure | undefined {
  const { month, amount, estimate } = it.details;
  if (it.kind !== 'locked-month' || typeof month !== 'string' || typeof amount !== 'number') return undefined;
  return { month, amount, estimate: estimate === true };
}

/** Where an application stands since this event. */
const step = z.object({ status: z.string() });

function eventLine(it: CaseEvent): Line {
  const status = step.safeParse(it.details).data?.status;
  if (status !== undefined)
    return line(it.kind === 'returned' ? 'case.event.returned' : 'case.event.status', {
      at: { moment: it.at.toISOString() },
      by: it.by === undefined ? { line: line('case.event.by.bot') } : it.by,
      text: { line: stateName(status) },
    });
  const text =
    it.text === undefined ? (it.file === undefined ? named('–') : line('case.event.file')) : named(it.text);
  return line(`case.event.${it.kind}`, {
    at: { moment: it.at.toISOString() },
    by: it.by === undefined ? { line: line('case.event.by.bot') } : it.by,
    text: { line: text },
  });
}
