import { z } from 'zod';
import { isVendorNumber } from '../../../domain/partnership/candidate.ts';
import { line, named } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { setVendorNumber } from '../../../services/partnership/candidates/vendor-numbers.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { candidateRoute, candidatesRoute } from '../../routes/staff.ts';
import { question, type Form } from '../engine/form.ts';
import { hint, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { STEPPED } from './application-step.ts';

type Nothing = Record<string, never>;

const number = question<Nothing, string>({
  key: 'number',
  value: z.string().refine(isVendorNumber),
  numbered: false,
  ask: () => line('candidate.vendor.ask'),
  read: (said) => {
    const text = said.kind === 'text' ? said.text.trim() : '';
    return isVendorNumber(text) ? take(text) : hint();
  },
  reader: 'text@1',
  hints: [line('candidate.vendor.hint'), line('candidate.vendor.hint')],
  label: 'candidate.vendor.label',
  show: (it) => named(it),
});

const result = z.object({ id: z.number().int().optional() });

/** *Nomor vendor* of a partnership, as the company has it. */
const vendorNumberForm: Form<Nothing, Services, z.infer<typeof result>> = {
  name: 'vendor-number',
  version: 1,
  brief: true,
  duty: 'candidates',
  title: 'candidate.vendor.label',
  questions: [number],
  load: () => Promise.resolve({}),
  submit: async (services, { member }, answers) => {
    const [id, text] = [answers.of(STEPPED), answers.of(number)];
    if (id === undefined || text === undefined || member === undefined) return {};
    return (await setVendorNumber(services, member, id, text)) ? { id } : {};
  },
  result,
  receipt: ({ id }) => ({
    text: line(id === undefined ? 'candidate.gone' : 'candidate.vendor.done'),
    buttons: [
      ...(id === undefined ? [] : [[button('candidate.open', candidateRoute.to(id))]]),
      [button('candidate.back', candidatesRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const vendorNumberScript = fillOne(vendorNumberForm);
