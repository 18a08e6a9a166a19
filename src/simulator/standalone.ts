import { parseArgs } from 'node:util';
import { createSimulator } from './simulator.ts';

/**
 * The simulator as a process of its own, for the benchmark and for trying by hand:
 *   node --import tsx src/simulator/standalone.ts --port 8081 --data-dir /tmp/sim --no-limits
 * Prints one line of JSON with apiRoot, pageUrl, port and token once it listens; ends on SIGINT or SIGTERM.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    token: { type: 'string' },
    username: { type: 'string' },
    'bot-name': { type: 'string' },
    'data-dir': { type: 'string' },
    'latency-ms': { type: 'string' },
    history: { type: 'string' },
    'per-second': { type: 'string' },
    'per-chat-per-second': { type: 'string' },
    'per-chat-burst': { type: 'string' },
    'no-limits': { type: 'boolean' },
    'keep-calls': { type: 'boolean' },
    /** How many people are there from the start, ids from 1 on. */
    people: { type: 'string' },
  },
});

function setting(name: keyof typeof values): string | undefined {
  const given = values[name];
  if (typeof given === 'string') return given;
  return process.env[`SIMULATOR_${name.replaceAll('-', '_').toUpperCase()}`];
}

function numberSetting(name: keyof typeof values): number | undefined {
  const text = setting(name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number)) throw new Error(`--${name} is a number, not ${text}`);
  return number;
}

function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  const entry: { [P in K]?: V } = {};
  if (value !== undefined) entry[key] = value;
  return entry;
}

const noLimits = values['no-limits'] === true || process.env['SIMULATOR_NO_LIMITS'] === '1';
const simulator = createSimulator({
  ...given('port', numberSetting('port')),
  ...given('token', setting('token')),
  ...given('username', setting('username')),
  ...given('botName', setting('bot-name')),
  ...given('dataDir', setting('data-dir')),
  ...given('latencyMs', numberSetting('latency-ms')),
  history: numberSetting('history') ?? 200,
  keepCalls: values['keep-calls'] === true,
  limits: noLimits
    ? false
    : {
        ...given('perSecond', numberSetting('per-second')),
        ...given('perChatPerSecond', numberSetting('per-chat-per-second')),
        ...given('perChatBurst', numberSetting('per-chat-burst')),
      },
  people: Array.from({ length: numberSetting('people') ?? 0 }, (_, at) => ({
    id: at + 1,
    firstName: `Orang ${at + 1}`,
  })),
});

const started = await simulator.start();
process.stdout.write(`${JSON.stringify({ ...started, token: simulator.token })}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    simulator.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
