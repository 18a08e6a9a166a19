import type { MemberInChat } from './members.ts';
import type { Office } from './office.ts';

/** Where the desk of a test stands. */
export const DESK_URL = 'http://127.0.0.1:3001';

/** A browser without a screen: it keeps its cookie, and says from which page a form comes. */
export interface Browser {
  cookie: string | undefined;
  get(path: string): Promise<Page>;
  /** A form of the desk, with files as FormData; `headers` in the place of those that a browser would send. */
  post(
    path: string,
    fields?: Readonly<Record<string, string>> | FormData,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Page>;
}

interface Page {
  readonly status: number;
  readonly location: string | undefined;
  readonly headers: Headers;
  /** As it was sent. */
  readonly html: string;
  /** Without tags. */
  readonly text: string;
}

export function browser(office: Office): Browser {
  const ask = async (path: string, init: RequestInit): Promise<Page> => {
    const headers = new Headers(init.headers);
    if (it.cookie !== undefined) headers.set('cookie', it.cookie);
    const response = await office.desk(new Request(`${DESK_URL}${path}`, { ...init, headers }));
    const set = response.headers.get('set-cookie');
    if (set !== null) it.cookie = set.split(';')[0];
    const html = await response.text();
    return {
      status: response.status,
      location: response.headers.get('location') ?? undefined,
      headers: response.headers,
      html,
      text: html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' '),
    };
  };
  const it: Browser = {
    cookie: undefined,
    get: (path) => ask(path, {}),
    post: (path, fields = {}, headers = {}) =>
      ask(path, {
        method: 'POST',
        body: fields instanceof FormData ? fields : new URLSearchParams({ ...fields }),
        headers: { origin: DESK_URL, ...headers },
      }),
  };
  return it;
}

/** The path of the link that a member gets in the chat. */
export async function deskPath(member: MemberInChat): Promise<string> {
  const said = (await member.say('/komputer')).join('\n');
  const path = /\/masuk\/[\w-]+/.exec(said)?.[0];
  if (path === undefined) throw new Error(`expected a link to the desk, got: ${said}`);
  return path;
}

/** The number on the page that waits. */
export async function numberOn(at: Browser): Promise<string> {
  const { html } = await at.get('/tunggu');
  const number = /class="number">(\d\d)</.exec(html)?.[1];
  if (number === undefined) throw new Error(`expected a number on the page, got: ${html}`);
  return number;
}

/** A browser in which the desk of a member is open. */
export async function openedDesk(office: Office, member: MemberInChat): Promise<Browser> {
  const at = browser(office);
  await at.post(await deskPath(member));
  await member.tap(await numberOn(at));
  return at;
}
