import { oneSidedThings, type OneSided } from '../../../domain/partnership/agreement.ts';
import { isCaseKind, type CaseKind } from '../../cases/cases.ts';
import type { Services } from '../../core/services.ts';
import type { Application } from './applications.ts';

/** A case about an application, without what anybody wrote in it. */
export interface CaseAbout {
  readonly number: string;
  readonly kind: CaseKind;
  /** open, resolved, closed */
  readonly status: string;
  readonly createdAt: Date;
  /** YYYY-MM-DD */
  readonly dueOn: string;
  readonly closedAt: Date | undefined;
  /** What one side has changed alone. */
  readonly what: OneSided | undefined;
}

/**
 * What was asked, complained of or agreed to be done about an application, oldest first: also second looks at the check
 * before it. The application itself, which is a case too, and cases about the reader are left out.
 */
export async function casesAbout(
  { db, office }: Services,
  { id, businessId, programmeId }: Application,
  reader: string,
): Promise<readonly CaseAbout[]> {
  const rows = await db.case.findMany({
    where: {
      office: office.key,
      NOT: { notFor: { has: reader } },
      OR: [
        { details: { path: ['application'], equals: id } },
        {
          kind: 'review',
          businessId,
          AND: [
            { details: { path: ['programme'], equals: programmeId } },
            { details: { path: ['check'], gt: 0 } },
          ],
        },
      ],
    },
    select: {
      number: true,
      kind: true,
      status: true,
      createdAt: true,
      dueOn: true,
      closedAt: true,
      details: true,
    },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ kind, closedAt, details, ...it }) =>
    isCaseKind(kind) && kind !== 'application'
      ? [
          {
            ...it,
            kind,
            closedAt: closedAt ?? undefined,
            what: oneSidedThings.find(
              (thing) =>
                details !== null &&
                typeof details === 'object' &&
                'what' in details &&
                details['what'] === thing,
            ),
          },
        ]
      : [],
  );
}
