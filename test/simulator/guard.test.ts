import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';

let simulator: Simulator;
let port: number;

beforeAll(async () => {
  simulator = createSimulator();
  ({ port } = await simulator.start());
  simulator.createPerson({ id: 1, firstName: 'Siti' });
});

afterAll(() => simulator.stop());

/** fetch would not let these headers pass. */
function status(path: string, headers: Readonly<Record<string, string>>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.once('error', reject);
    asked.end(method === 'POST' ? '{"person":1,"do":"start"}' : undefined);
  });
}

describe('the page and its API', () => {
  it('are open to the page itself and to tools', async () => {
    expect(await status('/', {})).toBe(200);
    expect(await status('/', { host: `localhost:${port}`, 'sec-fetch-site': 'none' })).toBe(200);
    const own = {
      origin: `http://127.0.0.1:${port}`,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    };
    expect(await status('/sim/act', own, 'POST')).toBe(200);
  });

  it.each(['/', '/main.js', '/sim/state', '/sim/events', '/bot123456:SIMULATOR/getMe'])(
    'refuse strangers at %s',
    async (path) => {
      expect(await status(path, { host: `evil.example:${port}` })).toBe(403);
      expect(await status(path, { host: '127.0.0.1' })).toBe(403);
      expect(await status(path, { origin: 'http://evil.example' })).toBe(403);
      expect(await status(path, { origin: 'null' })).toBe(403);
      expect(await status(path, { 'sec-fetch-site': 'cross-site' })).toBe(403);
      expect(await status(path, { 'sec-fetch-site': 'same-site' })).toBe(403);
    },
  );

  it('take no form, no path out of the folder, no unknown act', async () => {
    expect(await status('/sim/act', { 'content-type': 'text/plain' }, 'POST')).toBe(415);
    expect(await status('/../simulator.ts', {})).toBe(404);
    expect(await status('/%2e%2e/simulator.ts', {})).toBe(404);
    expect(await status('/samples/../../simulator.ts', {})).toBe(404);
    expect(await status('/sim/nothing', {})).toBe(404);
    expect(await status('/sim/state', {}, 'DELETE')).toBe(405);
  });

  it('serve with a strict policy', async () => {
    const { headers } = await fetch(`http://127.0.0.1:${port}/`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
