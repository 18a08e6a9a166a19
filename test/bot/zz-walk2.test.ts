import { it } from 'vitest';
import { openOffice, registeredOwner } from '../support/office.ts';
import { appendFileSync, writeFileSync } from 'node:fs';
it('walk', async () => {
  const out = '/work/main/.scratch/walk2.txt'; writeFileSync(out, '');
  const office = await openOffice();
  const o = await registeredOwner(office);
  
  for (const step of ['/lapor', '>Oktober 2026', '3,2 jt', '>Benar', '>Masih sama', '>Kirim','lapor juli 750', '>Ya, Rp750.000', '>Isi yang bekerja', '>Masih sama','/lapor', 'oktober', '>Ubah', '3,4 jt', '>Benar']) {
      office.simulator.failNext({ method: 'sendMessage', code: 502, times: 4, chatId: o.person.id });
      let res: readonly string[];
      try { res = await (step.startsWith('>') ? o.tap(step.slice(1)) : o.say(step)); } catch (e) { res = ['!!! ' + String(e).slice(0,100)]; }
      appendFileSync(out, `\n● ${step}\n` + res.map(r => r.split('\n').map(l => '   ' + l).join('\n')).join('\n   ~~~\n') + `\n   [${o.buttons.join('] [')}]\n`);
  }
  await office.close();
}, 120000);
