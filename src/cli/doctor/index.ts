import { z } from 'zod';
import type { Config, LiveConfig } from '../../config.ts';
import { todayOf } from '../../services/core/services.ts';
import { officeTexts } from '../../office.ts';
import { loadReferenceData } from '../../reference-data.ts';
import { healthOf, type Health } from '../../services/cases/health.ts';
import { startProblem } from '../../start-problem.ts';
import { defineCommand, type OpenRoom, type Room } from '../command.ts';
import { table } from '../words.ts';
import { broken, look, ok, type Finding, type State } from './finding.ts';
import { backupFindings, envFinding, roomFindings, settingsFindings } from './machine.ts';
import { clockFinding, clockState, telegramFindings } from './telegram.ts';
import { holidayFinding, workFindings } from './work.ts';

const WORDS: Readonly<Record<State, string>> = { ok: 'ok', look: 'look at this', broken: 'broken' };

/** One page that says "all well" or what to do. */
export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'look whether everything is well: settings, keys, database, Telegram, clock, disk, queue, backups',
  needs: 'database',
  input: z.object({}),
  describe: (definition) =>
    definition.addHelpText(
      'after',
      '\nOne line for each part: ok, look at this, or broken, with what to do.\nEnds with 0 when nothing is broken, with 1 otherwise.',
    ),
  async run(room) {
    const findings = await examine(room);
    for (const text of table(findings.map(({ state, part, says }) => [WORDS[state], part, says])))
      room.say(text);
    const open = findings.filter((it) => it.todo !== undefined);
    const counts = (state: State): number => findings.filter((it) => it.state === state).length;
    room.say('');
    if (open.length === 0) room.say('All well.');
    else {
      room.say(`To do (${counts('broken')} broken, ${counts('look')} to look at):`);
      for (const { part, todo } of open) room.say(`  ${part}: ${todo ?? ''}`);
    }
    return counts('broken') === 0 ? 0 : 1;
  },
});

async function examine(room: Room): Promise<readonly Finding[]> {
  const { config } = room;
  const outside = [
    ...settingsFindings(config),
    ...(config.mode === 'live' ? await envFinding(room.path('.env')) : []),
    ...(await roomFindings(config)),
    ...(config.mode === 'live' ? await telegram(config) : []),
  ];
  try {
    return [...outside, ...(await examineOpen(room, await room.open()))];
  } catch (error) {
    return [
      ...outside,
      broken(
        'database',
        startProblem(error) ?? 'cannot be looked at',
        'put that right first; what stands in it could not be looked at',
      ),
    ];
  }
}

const botIdOf = (config: Config): number =>
  config.mode === 'live' ? Number(config.botToken.split(':')[0]) : 0;

async function telegram(config: LiveConfig): Promise<readonly Finding[]> {
  const { botToken: token, apiRoot } = config;
  const { office } = await loadReferenceData(config.office);
  return [
    ...(await telegramFindings({ token, apiRoot, botId: botIdOf(config) }, officeTexts(office))),
    ...(await clockFinding(apiRoot, () => new Date())),
  ];
}

async function examineOpen(
  { config, insideBot }: Room,
  { services, kind }: OpenRoom,
): Promise<readonly Finding[]> {
  const { now } = services;
  const health = await healthOf(services);
  return [
    ok('keys', `APP_KEY is that of the database (${services.seal.fingerprint.slice(0, 8)})`),
    ok(
      'database',
      `${kind === 'pglite' ? 'embedded' : 'PostgreSQL'} ${health.version}, ${health.migrations} migrations, none missing`,
    ),
    ...(kind === 'postgresql' ? serverFindings(health) : []),
    ...workFindings(health, now(), insideBot),
    ...(await backupFindings(config, {
      botId: botIdOf(config),
      now: now(),
      unwritten: health.unwrittenJournal,
      services,
    })),
    holidayFinding(services.office.holidays, todayOf(services)),
  ];
}

function serverFindings({ databaseNow, auditAlterable }: Health): readonly Finding[] {
  return [
    clockState('clock of the database', Date.now() - databaseNow.getTime()),
    auditAlterable
      ? look(
          'audit log',
          'the role in DATABASE_URL may alter it',
          'make a role of its own for the bot: npm run cli -- grants --help',
        )
      : ok('audit log', 'the role in DATABASE_URL can only add to it'),
  ];
}
