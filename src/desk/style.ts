/** The look of the desk: light and dark, cards on a small screen, and paper. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --quiet: #f3f5f7; --line: #c5ccd3; --ink: #16202a; --soft: #4d5a66; --mark: #0b57a4; --on-mark: #fff; --alert: #a3231a; --done: #e4f2e7; }
@media (prefers-color-scheme: dark) { :root { --ground: #12181e; --quiet: #1c252d; --line: #46535f; --ink: #e8edf1; --soft: #b3bfc9; --mark: #8cc2f7; --on-mark: #0b1a28; --alert: #ffa79e; --done: #1d3526; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--ground); padding: 8px; }
.demo { flex-basis: 100%; margin: 0; padding: 4px 16px; background: #ffd54d; color: #2b2000; font-weight: 600; }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; justify-content: space-between; padding: 8px 16px; background: var(--quiet); border-bottom: 1px solid var(--line); }
header nav { display: flex; flex-wrap: wrap; gap: 4px 16px; }
header nav a { padding: 8px 0; }
[aria-current] { font-weight: 700; color: var(--ink); }
header form { display: flex; gap: 12px; align-items: center; color: var(--soft); }
main { max-width: 1320px; margin: 0 auto; padding: 8px 16px 48px; }
main.alone { max-width: 520px; padding-top: 48px; }
h1 { font-size: 1.5rem; margin: 12px 0; }
h2 { font-size: 1.125rem; margin: 24px 0 8px; }
button, .button { font: inherit; min-height: 40px; padding: 6px 14px; border: 1px solid var(--line); border-radius: 6px; background: var(--quiet); color: var(--ink); cursor: pointer; text-decoration: none; display: inline-block; }
button.main { background: var(--mark); border-color: var(--mark); color: var(--on-mark); }
.number { font-size: 4rem; font-weight: 700; margin: 8px 0; }
.said { background: var(--done); padding: 8px 12px; border-radius: 6px; }
.alert { color: var(--alert); font-weight: 600; }
.soft { color: var(--soft); }
.keys { color: var(--soft); font-size: .875rem; }
table { border-collapse: collapse; width: 100%; margin: 8px 0; }
caption { text-align: left; color: var(--soft); padding: 4px 0; }
th, td { text-align: left; vertical-align: top; padding: 8px; border-bottom: 1px solid var(--line); }
th { background: var(--quiet); }
.figure { text-align: right; font-variant-numeric: tabular-nums; }
td.figure { white-space: nowrap; }
.code { white-space: nowrap; }
.mark { display: block; font-size: .8125rem; color: var(--soft); }
tr:focus-within { background: var(--quiet); }
.filter { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: end; margin: 8px 0; }
label { display: block; color: var(--soft); }
.filter label { max-width: 100%; }
select, input, textarea { font: inherit; color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: 6px 8px; min-height: 40px; max-width: 100%; }
textarea { width: 100%; min-height: 120px; }
summary { min-height: 40px; padding: 8px 0; cursor: pointer; color: var(--mark); }
details label { padding: 6px 0; }
.filter details[open] { flex-basis: 100%; }
.filter details label { display: inline-block; margin-right: 16px; }
details input { min-height: 0; }
.turn { display: flex; gap: 16px; align-items: center; margin: 8px 0; }
.acts { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
.two { display: grid; grid-template-columns: 2fr 1fr; gap: 24px; }
.card { border: 1px solid var(--line); border-radius: 8px; padding: 8px 16px; }
.thread { list-style: none; padding: 0; }
.thread li { border-left: 4px solid var(--line); padding: 4px 12px; margin: 8px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.thread .theirs { border-color: var(--mark); }
.picture { max-width: 100%; height: auto; background: #fff; }
.map { max-width: 640px; width: 100%; height: auto; }
.map .inset { fill: none; stroke: var(--soft); stroke-dasharray: 6 5; }
.map rect { stroke: var(--line); }
.map text { fill: var(--ink); font-family: system-ui, sans-serif; }
.tile-0 rect { fill: var(--quiet); }
.tile-1 rect { fill: #dbe9f8; }
.tile-2 rect { fill: #b3d2f2; }
.tile-3 rect { fill: #7fb2e8; }
.tile-4 rect { fill: #5b9bdf; }
.map .tile-1 text, .map .tile-2 text, .map .tile-3 text, .map .tile-4 text { fill: #101820; }
.lines { white-space: pre-line; overflow-wrap: anywhere; margin: 8px 0; }
.tiles { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
.tiles a { display: block; border: 1px solid var(--line); border-radius: 8px; padding: 6px 12px; text-decoration: none; min-height: 40px; }
.tiles b { display: block; font-size: 1.25rem; font-variant-numeric: tabular-nums; color: var(--ink); }
.tiles [aria-current] { border-color: var(--mark); border-width: 2px; padding: 5px 11px; }
.two > * { min-width: 0; }
fieldset { min-width: 0; border: 1px solid var(--line); border-radius: 8px; margin: 8px 0; padding: 8px 16px; }
fieldset .tick { display: inline-block; margin: 4px 16px 4px 0; }
fieldset .tick input { min-height: 0; }
.announce label { margin: 8px 0; }
.announce details .tick { display: inline-block; margin: 0 16px 0 0; }
.announce .tick input { min-height: 0; }
.announce input:not([type]), .announce input[type=text] { width: 100%; }
form.announce:not(:has([name=apa] [value=new]:checked)) .only-new { display: none; }
form.announce:not(:has([name=apa] [value=notice]:checked)) .only-notice { display: none; }
.phone { margin: 0; padding: 12px; border: 1px solid var(--line); border-radius: 16px; background: var(--quiet); max-width: 400px; }
.phone figcaption { color: var(--soft); }
.bubble { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--ground); border: 1px solid var(--line); border-radius: 12px; padding: 8px 12px; margin: 8px 0; }
.pressed { display: flex; gap: 4px; margin: 4px 0; }
.pressed span { flex: 1; text-align: center; border: 1px solid var(--line); border-radius: 8px; padding: 6px; background: var(--ground); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
@media (min-width: 701px) { #hasil { position: sticky; top: 8px; align-self: start; } }
@media (max-width: 700px) {
  .two { grid-template-columns: 1fr; }
  thead { position: absolute; left: -9999px; }
  table, caption, tbody, tr, td { display: block; }
  tr { border: 1px solid var(--line); border-radius: 8px; margin: 8px 0; padding: 4px 8px; }
  td { border: 0; padding: 4px 0; display: flex; gap: 12px; justify-content: space-between; text-align: right; overflow-wrap: anywhere; }
  td::before { content: attr(data-head); color: var(--soft); text-align: left; flex: none; }
}
@media print { header, .acts, .filter, .turn, .keys, .skip, form { display: none; } body { color: #000; background: #fff; font-size: 11pt; } tr { break-inside: avoid; } }
`;

/** What changes in a live form is shown beside it at once. Keys: j and k go from row to row, every other key to the one thing on the page that carries it. */
export const SCRIPT = `
const live = document.querySelector('form[data-live]');
if (live) {
  let waits, asked = 0;
  live.addEventListener('input', () => {
    clearTimeout(waits);
    waits = setTimeout(async () => {
      const mine = ++asked;
      const came = await fetch(location.href, { method: 'POST', body: new FormData(live) }).catch(() => undefined);
      const text = came && came.ok ? await came.text() : undefined;
      const fresh = text && new DOMParser().parseFromString(text, 'text/html').getElementById(live.dataset.live);
      if (fresh && mine === asked) document.getElementById(live.dataset.live).replaceWith(fresh);
    }, 600);
  });
}
document.addEventListener('keydown', (event) => {
  const at = event.target;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && at.form) { event.preventDefault(); at.form.requestSubmit(); return; }
  if (event.key === 'Escape' && at.blur) { at.blur(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
  const meant = document.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
  if (meant) { event.preventDefault(); if (/^(INPUT|TEXTAREA|SELECT)$/.test(meant.tagName)) meant.focus(); else meant.click(); return; }
  if (event.key !== 'j' && event.key !== 'k') return;
  const rows = [...document.querySelectorAll('[data-row]')];
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[event.key === 'j' ? now + 1 : Math.max(now - 1, 0)];
  if (next) next.querySelector('a')?.focus();
});
`;
