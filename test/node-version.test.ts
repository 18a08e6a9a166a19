import { expect, it } from 'vitest';

it('runs on the version of Node that was asked for', () => {
  process.stdout.write(`the tests run on Node ${process.version}\n`);
  const wanted = process.env['EXPECT_NODE'];
  expect(process.version).toMatch(wanted === undefined ? /^v\d+\./ : new RegExp(`^v${wanted}\\.`));
});
