import { z } from 'zod';
import { line, named, type Line } from '../../../i18n.ts';
import { fileTitle } from '../../../reports/titles.ts';
import { exportsByFingerprint } from '../../../services/office/exports.ts';
import type { Services } from '../../../services/core/services.ts';
import { question, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { exportsRoute } from '../../routes/staff.ts';
import { hint, take } from '../engine/reply.ts';

const fingerprint = question<unknown, string>({
  key: 'fingerprint',
  value: z.string().regex(/^[0-9a-f]{8,64}$/),
  numbered: false,
  ask: () => line('export.check.ask'),
  read: (said) => {
    const text = said.kind === 'text' ? said.text.toLowerCase().replaceAll(/[^0-9a-z]/g, '') : '';
    return /^[0-9a-f]{8,64}$/.test(text) ? take(text) : hint();
  },
  reader: 'fingerprint@1',
  hints: [line('export.check.hint'), line('export.check.hint')],
});

const found = z.object({
  report: z.string(),
  /** ISO instants. */
  asOf: z.string(),
  at: z.string(),
  rows: z.number(),
  part: z.number(),
  by: z.string(),
  sha256: z.string(),
});
const result = z.object({ files: z.array(found) });

function foundLine(it: z.infer<typeof found>): Line {
  return line('export.check.found', {
    report: { line: line(fileTitle(it.report)) },
    part: it.part,
    rows: { count: it.rows },
    asOf: { moment: it.asOf },
    at: { moment: it.at },
    by: it.by,
    fingerprint: it.sha256,
  });
}

/** *Cek sidik berkas*: what a file held and to whom it was given. */
const fingerprintForm: Form<unknown, Services, z.infer<typeof result>> = {
  name: 'fingerprint',
  version: 1,
  brief: true,
  duty: 'export',
  title: 'export.check.title',
  questions: [fingerprint],
  load: () => Promise.resolve(undefined),
  async submit(services, _who, answers) {
    const files = await exportsByFingerprint(services, answers.of(fingerprint) ?? '');
    return {
      files: files.slice(0, 5).map((it) => ({
        report: it.report,
        asOf: it.asOf.toISOString(),
        at: it.at.toISOString(),
        rows: it.rows,
        part: it.part,
        by: it.byMember,
        sha256: it.sha256,
      })),
    };
  },
  result,
  receipt: ({ files }) => ({
    text: files.length === 0 ? line('export.check.none') : line('export.check.some'),
    lines: files.flatMap((it) => [named(''), foundLine(it)]),
    buttons: [[button('export.list.button', exportsRoute.to())], [staffMenuButton]],
  }),
};

export const fingerprintScript = fillOne(fingerprintForm);
