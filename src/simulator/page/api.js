async function read(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body;
}

export const getState = async () => read(await fetch('/sim/state'));
export const getChat = async (id) => read(await fetch(`/sim/chat/${id}`));
export const fileUrl = (fileId, download = false) =>
  `/sim/file/${encodeURIComponent(fileId)}${download ? '?download' : ''}`;

async function post(path, body) {
  const headers = { 'content-type': 'application/json' };
  return read(await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }));
}

export const act = (person, what, fields = {}) => post('/sim/act', { person, do: what, ...fields });
export const createPerson = (firstName) => post('/sim/people', { firstName });
/** What there is beside the chats; undefined where there is nothing. */
export const getTour = async () => (await read(await fetch('/sim/tour'))).tour;
export const moveClock = (stop) => post('/sim/clock', { stop });
export const beginAnew = () => post('/sim/anew', {});
export const setLatency = (latencyMs) => post('/sim/settings', { latencyMs });

export async function upload(person, file) {
  const path = `/sim/upload?person=${person}&name=${encodeURIComponent(file.name)}`;
  return read(await fetch(path, { method: 'POST', body: file }));
}

/** Listens to what happens; `onOpen` is called after every (re)connection, because events may have been missed. */
export function listen(onEvent, onOpen, onLost) {
  const source = new EventSource('/sim/events');
  source.addEventListener('open', onOpen);
  source.addEventListener('error', onLost);
  source.addEventListener('message', (event) => onEvent(JSON.parse(event.data)));
}
