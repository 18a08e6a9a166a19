import { expect, it } from 'vitest';
import { pendingChanges } from '../../prisma/pending-changes.mjs';

it('the migrations make exactly what schema.prisma says', async () => {
  expect(await pendingChanges()).toBe('');
});
