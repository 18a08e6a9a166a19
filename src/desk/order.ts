import { mayExport } from '../reports/rights.ts';
import { codecs } from '../services/core/codecs.ts';
import type { Transaction } from '../services/core/services.ts';
import { orderExport } from '../services/office/export-jobs.ts';
import type { ExportRequest } from '../services/office/exports.ts';
import type { At, Said, Sent } from './screen.ts';

/**
 * Orders a file, which is made like every other one and arrives in the chat of the member, once however often it is
 * pressed.
 * @param request undefined where there is nothing that may be had
 * @param also what else is written with an order
 */
export async function orderFile(
  at: At,
  sent: Sent,
  request: (inside: Transaction) => Promise<ExportRequest | undefined>,
  also?: (inside: Transaction) => Promise<void>,
): Promise<Said> {
  return sent.once('file', codecs.word(['ordered', 'busy', 'refused']), async (inside) => {
    const wanted = await request(inside);
    if (wanted === undefined || !mayExport(at.member, wanted)) return 'refused';
    const { kind } = await orderExport(inside, {
      chatId: at.chatId,
      member: at.member.number,
      request: wanted,
    });
    if (kind === 'ordered') await also?.(inside);
    return kind;
  });
}
