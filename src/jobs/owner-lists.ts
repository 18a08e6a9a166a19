import { setImmediate as breathe } from 'node:timers/promises';
import { may } from '../domain/office/roles.ts';
import type { Log } from '../log.ts';
import { readHandedIn } from '../reports/readers/handed-in-list.ts';
import { importOwners } from '../services/people/owner-import.ts';
import {
  dueLists,
  endList,
  ListDropped,
  noteBatch,
  ownRows,
  type DueList,
} from '../services/people/owner-lists.ts';
import { planImport } from '../services/people/owner-matches.ts';
import type { Job, JobDependencies } from './job.ts';

/** Takes over the lists of owners that the desk was told to; after a death it goes on behind the last batch. */
export const ownerLists: Job = {
  name: 'owner-lists',
  at: '* * * * *',
  catchesUp: true,
  async run(dependencies) {
    for (const due of await dueLists(dependencies.services)) await take(dependencies, due);
  },
};

async function take(
  { prisma, services, texts, log }: JobDependencies,
  { list, member }: DueList,
): Promise<void> {
  const { id } = list;
  const read =
    member !== undefined && may(member, 'lists') ? await readHandedIn(services, texts, list) : undefined;
  if (member === undefined || read?.kind !== 'lists') return endList(services, id, 'dropped');
  try {
    for (const part of read.lists) {
      const plan = await planImport(services, ownRows(member, part.good).own, () => breathe());
      await importOwners(prisma, services, plan, {
        actor: member.number,
        file: list.sha256,
        onBatch: (inside, stored) => noteBatch(inside, id, stored),
      });
    }
  } catch (error) {
    if (error instanceof ListDropped) return noteDropped(log, id);
    throw error;
  }
  await endList(services, id, 'taken');
}

const noteDropped = (log: Log, list: number): void =>
  log.info({ list }, 'A list of owners was stopped while it was taken over');
