import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseProgramme, writeProgramme } from '../domain/eligibility/programme-file.ts';
import { describeProblems } from '../domain/words/data-file.ts';
import { audit } from '../services/core/audit.ts';
import { atomically } from '../services/core/services.ts';
import { latestOf, programmeFiles } from '../services/partnership/programmes/programme-desk.ts';
import { importProgramme } from '../services/partnership/programmes/programme-import.ts';
import { defineCommand, UsageError } from './command.ts';

const MOST_BYTES = 500_000;

/** What an officer gets by *Simpan berkas*. */
export const programmeExportCommand = defineCommand({
  name: 'programme export',
  summary: 'write a programme as a JSON file: its draft, or else the version that holds now',
  needs: 'database',
  input: z.object({ id: z.string().trim().min(1), out: z.string().trim().min(1).default('.') }),
  describe: (definition) =>
    definition
      .argument('<id>', 'the id of the programme, such as sig-supply')
      .option('--out <folder>', 'folder for the file; left out: this one'),
  async run(room, { id, out }) {
    const { prisma, services } = await room.open();
    const all = await programmeFiles(services);
    const found = all.find((it) => it.programmeId === id);
    const written = found === undefined ? undefined : latestOf(found);
    if (written === undefined)
      throw new UsageError(`id: expected one of ${all.map((it) => it.programmeId).join(', ')}, got ${id}`);
    await atomically(prisma, services, (inside) =>
      audit(inside, { actor: 'cli', action: 'programme.file', subject: `programme:${id}` }),
    );
    const path = join(room.path(out), `${id}-v${written.version}.json`);
    await writeFile(path, writeProgramme(written));
    room.say(path);
    return 0;
  },
});

/** What sending the file to the bot does; it is opened in the chat, where its problems are named. */
export const programmeImportCommand = defineCommand({
  name: 'programme import',
  summary:
    'take a JSON file as the draft of a programme; owners see nothing of it until it is opened in the chat',
  needs: 'database',
  input: z.object({ file: z.string().trim().min(1) }),
  describe: (definition) => definition.argument('<file>', 'the file, as prisma/programmes has them'),
  async run(room, { file }) {
    const path = room.path(file);
    if ((await stat(path)).size > MOST_BYTES)
      throw new UsageError(`file: expected at most ${MOST_BYTES} bytes`);
    const read = parseProgramme(await readFile(path, 'utf8'));
    if (!read.ok) {
      room.warn(describeProblems(read.problems));
      return 1;
    }
    const { prisma, services } = await room.open();
    const done = await atomically(prisma, services, (inside) => importProgramme(inside, 'cli', read.value));
    if (done.kind === 'refused') {
      room.warn(describeProblems(done.problems));
      return 1;
    }
    room.say(`Draft of ${done.programmeId} stored; open it in the chat under Program kemitraan`);
    return 0;
  },
});
