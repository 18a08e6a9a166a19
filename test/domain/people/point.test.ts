import { expect, it } from 'vitest';
import { kmOutside } from '../../../src/domain/people/point.ts';
import { testOffice } from '../../support/services.ts';

const { bounds } = (await testOffice()).areas;

it.each([
  ['the square of Gresik', -7.1566, 112.6555, undefined],
  ['Sangkapura on Bawean', -5.85, 112.66, undefined],
  ['just across the border, in Surabaya', -7.25, 112.7, undefined],
  ['Malang', -7.98, 112.63, 61],
  ['Jakarta', -6.2, 106.8, 619],
  ['the other side of the earth', 7, -67, 19_900],
])('%s', (_where, latitude, longitude, far) => {
  const away = kmOutside({ latitude, longitude }, bounds);
  if (far === undefined) expect(away).toBeUndefined();
  else expect(Math.abs((away ?? 0) - far) / far).toBeLessThan(0.05);
});

it('where an office has drawn no box nothing is far', () => {
  expect(kmOutside({ latitude: 0, longitude: 0 }, [])).toBeUndefined();
});
