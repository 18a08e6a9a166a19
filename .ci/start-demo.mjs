// Starts the demo as the README says, looks at its page, ends it as a service manager would.
import { spawn } from 'node:child_process';

const folder = process.argv[2];
const began = Date.now();
const child = spawn('npm', ['start'], {
  cwd: folder,
  env: { ...process.env, PORT: '0', BOT_TOKEN: '', NODE_ENV: '' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let heard = '';
const address = await new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new Error('no address within three minutes')), 180_000);
  child.stdout.on('data', (chunk) => {
    heard += chunk;
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(heard)?.[0];
    if (found === undefined) return;
    clearTimeout(timer);
    resolve(found);
  });
  child.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
});
const page = await fetch(address);
const html = await page.text();
console.log(`${address} answered ${page.status} after ${((Date.now() - began) / 1000).toFixed(1)} s`);
if (!page.ok || !html.includes('DEMO')) throw new Error('the page of the demo was not served');
const ended = new Promise((resolve) => child.once('exit', resolve));
child.kill('SIGTERM');
await Promise.race([
  ended,
  new Promise((_, reject) =>
    setTimeout(() => reject(new Error('SIGTERM did not end it within 15 s')), 15_000).unref(),
  ),
]);
const gone = await fetch(address).then(
  () => false,
  () => true,
);
if (!gone) throw new Error('the process behind npm start outlived SIGTERM');
console.log('The demo starts and stops.');
process.exit(0);
