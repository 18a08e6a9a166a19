import { it } from 'vitest';
import { textOf } from '../../src/simulator/simulator.ts';
import { openOffice, registeredOwner, type Owner } from '../support/office.ts';
import { readFileSync, appendFileSync, writeFileSync } from 'node:fs';
it('walk', async () => {
  const out = '/work/main/.scratch/walk.txt'; writeFileSync(out, '');
  const office = await openOffice();
  const scripts = readFileSync('/work/main/.scratch/walks.txt','utf8').split('\n---\n');
  for (const s of scripts) {
    const o = await registeredOwner(office);
    appendFileSync(out, '\n=================\n');
    for (const step of s.trim().split('\n')) {
      if (step.startsWith('#')) continue;
      if (step.startsWith('@clock ')) { office.clock.set(step.slice(7)); continue; }
      let res: readonly string[];
      try { res = await (step.startsWith('>') ? o.tap(step.slice(1)) : o.say(step)); } catch (e) { res = ['!!! ' + String(e).slice(0,100)]; }
      appendFileSync(out, `\n● ${step}\n` + res.map(r => r.split('\n').map(l => '   ' + l).join('\n')).join('\n   ~~~\n') + `\n   [${o.buttons.join('] [')}]\n`);
    }
  }
  appendFileSync(out, '\nviolations ' + JSON.stringify(office.simulator.violations));
  await office.close();
}, 120000);
