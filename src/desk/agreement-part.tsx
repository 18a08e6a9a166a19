import type { Child } from 'hono/jsx';
import { line, type Line } from '../i18n.ts';
import { allTerms, partnerOf, stateLines, versionName } from '../reports/agreement-lines.ts';
import { shipmentLine, shipmentListLines } from '../reports/shipment-lines.ts';
import { dependenceLines, supportLines } from '../reports/support-lines.ts';
import { audit } from '../services/core/audit.ts';
import { todayOf } from '../services/core/services.ts';
import { noteAgreementRead } from '../services/partnership/agreements/agreement-acts.ts';
import { agreementOf, inForce, pending } from '../services/partnership/agreements/agreements.ts';
import { owed, shipmentsOf, type Shipment } from '../services/partnership/agreements/shipments.ts';
import { supportsOf } from '../services/partnership/agreements/supports.ts';
import type { Application } from '../services/partnership/applications/applications.ts';
import { Lines } from './lines.tsx';
import type { At } from './screen.ts';
import { Table } from './table.tsx';

/** What is read of an agreement, once there is one. */
export interface AgreementData {
  readonly partner: string;
  /** Every text with where it stands; its terms where it holds or waits. */
  readonly versions: readonly {
    readonly name: Line;
    readonly states: readonly Line[];
    readonly terms: readonly Line[];
  }[];
  readonly shipments: readonly Shipment[];
  readonly supports: readonly Line[];
  readonly dependence: readonly Line[];
}

/** The agreement of an application, its deliveries and what is given under it; each look is noted before. */
export async function agreementPart(at: At, application: Application): Promise<AgreementData | undefined> {
  const { services, member } = at;
  const agreement = await agreementOf(services, application);
  if (agreement === undefined) return undefined;
  const subject = `application:${application.number}`;
  await at.note(async (inside) => {
    await noteAgreementRead(inside, member, application);
    await audit(inside, { actor: member.number, action: 'shipment.read', subject });
    await audit(inside, { actor: member.number, action: 'support.read', subject });
  });
  const shown = [inForce(agreement), pending(agreement)];
  return {
    partner: partnerOf(services, application),
    versions: agreement.versions.map((it) => ({
      name: versionName(agreement, it),
      states: stateLines(it),
      terms: !shown.includes(it)
        ? []
        : it.terms === undefined
          ? [line('agreement.erased')]
          : allTerms(it.terms),
    })),
    shipments: await shipmentsOf(services, agreement),
    supports: supportLines(await supportsOf(services, agreement)),
    dependence: await dependenceLines(services, application),
  };
}

export function AgreementPart({ at, data }: { at: At; data: AgreementData }): Child {
  const { partner, versions, shipments, supports, dependence } = data;
  const today = todayOf(at.services).toString();
  const date = (day: string): string => at.say(line('desk.moment', { at: { date: day } }));
  return (
    <>
      <h2>{at.text('application.state.agreement')}</h2>
      {versions.map(({ name, states, terms }) => (
        <details open={terms.length > 0}>
          <summary>{at.say(name)}</summary>
          <Lines at={at} lines={[...states, line('common.blank'), ...terms]} />
        </details>
      ))}
      <Lines at={at} lines={dependence} />
      <h2>{at.text('desk.application.deliveries')}</h2>
      <Lines at={at} lines={shipmentListLines(shipments, [], partner, today)} />
      {shipments.length === 0 ? undefined : (
        <Table
          caption={at.text('desk.application.deliveries')}
          rows={shipments}
          columns={[
            { head: at.text('desk.application.sent'), cell: (it) => date(it.sentOn) },
            { head: at.text('desk.alliance.payBy'), cell: (it) => date(it.dueOn) },
            {
              head: at.text('desk.alliance.owed'),
              cell: (it) => at.say(line('desk.moment', { at: { rupiah: owed(it) } })),
              as: 'figure',
            },
            {
              head: at.text('desk.application.payment'),
              cell: (it) => (
                <>
                  {at.say(shipmentLine(it, partner, today)).replace('• ', '')}
                  {it.differs ? <span class="mark">{at.text('shipment.done.differs')}</span> : undefined}
                </>
              ),
            },
          ]}
        />
      )}
      <h2>{at.text('desk.application.support')}</h2>
      <Lines at={at} lines={supports} />
    </>
  );
}
