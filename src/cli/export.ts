import { z } from 'zod';
import { compareMonths, monthOf } from '../domain/month/month.ts';
import { MOST_MONTHS, type Period } from '../domain/month/period.ts';
import { reports } from '../reports/index.ts';
import { readLayouts } from '../reports/layout.ts';
import { runExport } from '../reports/run.ts';
import { defineCommand, UsageError } from './command.ts';
import { kecamatanCodes, commaList } from './words.ts';
import { todayOf } from '../services/core/services.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-09');

function periodOf(from: string | undefined, to: string | undefined, running: string): Period | null {
  const first = from ?? to;
  if (first === undefined) return null;
  const last = to ?? first;
  if (compareMonths(first, last) > 0) throw new UsageError(`--to: expected ${first} or later, got ${last}`);
  if (compareMonths(last, running) > 0) throw new UsageError(`--to: ${last} has not begun yet`);
  if (compareMonths(last, first) >= MOST_MONTHS)
    throw new UsageError(`--from: expected at most ${MOST_MONTHS} months`);
  return { first, last };
}

/** Writes a report into a folder; the only way to one with NIK in full. */
export const exportCommand = defineCommand({
  name: 'export',
  summary: 'write a report as XLSX or CSV into a folder and keep its fingerprint; asks nothing',
  needs: 'database',
  input: z.object({
    report: z
      .string()
      .refine(
        (key) => reports.some((report) => report.key === key),
        `expected one of ${reports.map((report) => report.key).join(', ')}`,
      ),
    from: month.optional(),
    to: month.optional(),
    kecamatan: commaList,
    programme: z.string().trim().min(1).optional(),
    tag: z.string().trim().min(1).optional(),
    format: z.enum(['xlsx', 'csv']).optional(),
    purpose: z.string().trim().min(3).max(100),
    out: z.string().trim().min(1).default('.'),
    comma: z.boolean().default(false),
    unmasked: z.boolean().default(false),
  }),
  describe: (definition) =>
    definition
      .requiredOption('--report <report>', reports.map((report) => report.key).join(', '))
      .option('--from <month>', 'first month, such as 2026-07; needed by reports about months')
      .option('--to <month>', 'last month; left out: the same as --from')
      .option('--kecamatan <names>', 'only these, names or codes, separated by commas')
      .option('--programme <id>', 'only this programme, in a report about one')
      .option('--tag <name>', 'only businesses with this tag, in a report about businesses')
      .option('--format <format>', 'xlsx or csv; left out: xlsx where there is one')
      .requiredOption('--purpose <words>', 'what it is for; it is recorded')
      .option('--out <folder>', 'folder for the files; left out: this one')
      .option('--comma', 'separate a CSV by commas instead of semicolons')
      .option('--unmasked', 'with phone numbers and NIK in full'),
  async run(room, given) {
    const report = reports.find((it) => it.key === given.report);
    if (report === undefined) return 2;
    const { prisma, sql, services, texts } = await room.open();
    const period = periodOf(given.from, given.to, monthOf(todayOf(services)));
    if (report.hasPeriod && period === null) throw new UsageError('--from: this report needs a month');
    if (given.programme !== undefined && services.programmes.find(given.programme) === undefined)
      throw new UsageError(
        `--programme: expected one of ${services.programmes.known.map(({ id }) => id).join(', ')}`,
      );
    const [usual = 'csv'] = report.formats;
    const format = given.format ?? usual;
    if (!report.formats.includes(format))
      throw new UsageError(`--format: this report exists as ${report.formats.join(', ')} only`);
    const bar = room.progress('rows');
    try {
      const made = await runExport(
        { prisma, sql, services, texts, layouts: await readLayouts(room.config.exportLayout) },
        {
          report: report.key,
          period: report.hasPeriod ? period : null,
          kecamatan: [...kecamatanCodes(services, given.kecamatan)],
          programme: report.byProgramme === true ? given.programme : undefined,
          tag: report.byTag === true ? given.tag : undefined,
          format,
          shown: given.unmasked ? 'all' : 'none',
          purpose: given.purpose,
        },
        {
          actor: 'cli',
          language: 'id',
          folder: room.path(given.out),
          separator: given.comma ? ',' : ';',
          onProgress: (rows, total) => bar.update(rows, total),
          signal: room.signal,
        },
      );
      bar.end();
      for (const file of made.files)
        room.say(`${file.path}  ${file.rows} rows  ${file.bytes} bytes  sha256 ${file.sha256}`);
      if (given.unmasked)
        room.warn('These files hold NIK in full: keep them safe, and delete them after use');
      return 0;
    } finally {
      bar.end();
    }
  },
});
