import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Child } from 'hono/jsx';
import { secureHeaders } from 'hono/secure-headers';
import { stream } from 'hono/streaming';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isLanguage, line, type Addressee, type TextKey, type Texts } from '../i18n.ts';
import type { Log } from '../log.ts';
import { csvText } from '../reports/writers/csv.ts';
import { audit } from '../services/core/audit.ts';
import { type DatabaseClient, atomically, todayOf, type Services } from '../services/core/services.ts';
import { deskVisit, endDesk, isDeskLink, spendDeskLink } from '../services/office/desk-sessions.ts';
import type { Answer } from './listen.ts';
import { page, sheet } from './page.tsx';
import {
  createAt,
  createSent,
  elsewhere,
  mayOpen,
  saids,
  type At,
  type Screen,
  type Shown,
} from './screen.ts';
import { screens } from './screens/index.ts';
import { SCRIPT, STYLE } from './style.ts';
import { isFile } from './table.tsx';

export interface DeskDependencies {
  readonly prisma: DatabaseClient;
  readonly services: Services;
  readonly texts: Texts;
  readonly log: Log;
  readonly demo: boolean;
  /** Told after every act: messages may be due, and the journal. */
  readonly onWrote: () => void;
}

/** More than any form of the desk holds. */
const MOST_BYTES = 256 * 1024;
const HOURS_8 = 8 * 3_600;
/** How often a page that moves is asked for again, and how many times at most: ten minutes. */
const A_TURN_SECONDS = 5;
const MOST_TURNS = 120;
/** Before anybody is in, the desk speaks the language of the office. */
const stranger: Addressee = { language: 'id', salutation: undefined, shortName: undefined };

/**
 * The desk at `origin`: who comes in, and then the screens. Every request reads the member anew, so that rights,
 * kecamatan and the end of a role hold at once.
 */
export function createDesk(origin: string, dependencies: DeskDependencies): Answer {
  const { prisma, services, texts, log, demo, onWrote } = dependencies;
  const home = new URL(origin);
  const secure = home.protocol === 'https:';
  const cookieName = secure ? '__Host-meja' : 'meja';
  const words = (key: TextKey): string => texts.plain(line(key), stranger);
  const app = new Hono();

  const alone = (c: Context, title: TextKey, body: Child, status: ContentfulStatusCode = 200) =>
    c.html(
      sheet(
        { language: stranger.language, name: words('desk.name'), title: words(title) },
        <main class="alone">
          <h1>{words(title)}</h1>
          {body}
        </main>,
      ),
      status,
    );
  const refuse = (c: Context, why: TextKey, status: ContentfulStatusCode) =>
    alone(c, 'desk.refused.title', <p>{words(why)}</p>, status);

  const cookie = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const;
  const tokenOf = (c: Context): string => getCookie(c, cookieName) ?? '';

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      // Without any referrer a browser would not say either from which page a form comes.
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      ...(secure ? {} : { strictTransportSecurity: false }),
    }),
  );
  app.use(async (c, next) => {
    c.header('cache-control', 'no-store');
    const isForeign =
      new URL(c.req.url).host !== home.host ||
      (c.req.method !== 'GET' && c.req.method !== 'HEAD' && c.req.header('origin') !== origin);
    if (isForeign) return refuse(c, 'desk.refused.origin', 403);
    return next();
  });
  const most = (bytes: number) =>
    bodyLimit({ maxSize: bytes, onError: (c) => refuse(c, 'desk.refused.large', 413) });
  const few = most(MOST_BYTES);
  const many = new Map(
    screens.flatMap((it) => (it.mostBytes === undefined ? [] : [[it.path, most(it.mostBytes)]])),
  );
  app.use((c, next) => (many.get(c.req.path) ?? few)(c, next));
  app.onError((error, c) => {
    log.error({ error }, 'The desk could not answer');
    return refuse(c, 'desk.refused.trouble', 500);
  });
  app.notFound((c) => refuse(c, 'desk.refused.lost', 404));

  app.get('/desk.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/desk.js', (c) => c.body(SCRIPT, 200, { 'content-type': 'text/javascript; charset=utf-8' }));

  app.get('/masuk/:code', async (c) =>
    (await isDeskLink(services, c.req.param('code')))
      ? alone(
          c,
          'desk.in.title',
          <form method="post">
            <p>{words('desk.in.ask')}</p>
            <button class="main">{words('desk.in.button')}</button>
          </form>,
        )
      : refuse(c, 'desk.in.over', 410),
  );
  app.post('/masuk/:code', async (c) => {
    const token = await spendDeskLink(services, c.req.param('code'));
    if (token === undefined) return refuse(c, 'desk.in.over', 410);
    setCookie(c, cookieName, token, { ...cookie, maxAge: HOURS_8 });
    return c.redirect('/tunggu', 303);
  });
  app.get('/tunggu', async (c) => {
    const visit = await deskVisit(services, tokenOf(c));
    if (visit === undefined) return refuse(c, 'desk.in.none', 401);
    if (visit.kind === 'open') return c.redirect('/', 303);
    // A header, so that it goes on without a script.
    c.header('refresh', '2');
    return alone(
      c,
      'desk.in.title',
      <>
        <p>{words('desk.in.number')}</p>
        <p class="number">{String(visit.shown)}</p>
        <p>{words('desk.in.waits')}</p>
      </>,
    );
  });

  /** Who asks for a page of an open desk; a response for everybody else. */
  const visitor = async (c: Context, { duty }: Pick<Screen, 'duty'>): Promise<At | Response> => {
    const visit = await deskVisit(services, tokenOf(c));
    if (visit === undefined) return refuse(c, 'desk.in.none', 401);
    if (visit.kind === 'asked') return c.redirect('/tunggu', 303);
    const { id: desk, member, chatId, language } = visit;
    const to: Addressee = { ...stranger, language: isLanguage(language) ? language : 'id' };
    if (!mayOpen({ duty }, member)) {
      await atomically(prisma, services, (inside) =>
        audit(inside, {
          actor: member.number,
          action: 'duty.refused',
          subject: `desk:${desk}`,
          details: { duty: duty ?? '', how: 'desk' },
        }),
      );
      return refuse(c, 'desk.refused.duty', 403);
    }
    const url = new URL(c.req.url);
    return createAt({ prisma, services, texts, demo, member, chatId, desk, to, url, params: c.req.param() });
  };

  app.post('/keluar', async (c) => {
    const at = await visitor(c, { duty: undefined });
    if (at instanceof Response) return at;
    await at.note((inside) => endDesk(inside, at.member, at.desk));
    deleteCookie(c, cookieName, cookie);
    return alone(c, 'desk.name', <p>{words('desk.left')}</p>);
  });

  const whole = (c: Context, at: At, { title, body }: Shown, kata?: string) => {
    const said = Object.entries<TextKey>(saids).find(([name]) => name === kata)?.[1];
    return c.html(page({ at, title: at.say(title), screens, said }, body));
  };

  for (const screen of screens) {
    app.get(screen.path, async (c) => {
      const at = await visitor(c, screen);
      if (at instanceof Response) return at;
      const shown = await screen.show(at);
      if (shown === undefined) return refuse(c, 'desk.refused.lost', 404);
      if ('content' in shown) {
        c.header('content-type', shown.type);
        c.header('content-disposition', `inline; filename="${shown.name}"`);
        return stream(
          c,
          async (to) => {
            for await (const chunk of shown.content) await to.write(chunk);
          },
          async (error, to) => {
            log.error({ error }, 'The desk could not hand out a document as a whole');
            await to.close();
          },
        );
      }
      if (isFile(at) && shown.file !== undefined)
        return c.body(csvText(shown.file()), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${screen.path.slice(1)}-${todayOf(services).toString()}.csv"`,
        });
      const turn = Number(at.url.searchParams.get('segar') ?? 0) + 1;
      // A header, so that it goes on without a script; not for ever, or a desk that is left alone would stay open.
      if (shown.moves === true && turn <= MOST_TURNS)
        c.header('refresh', `${A_TURN_SECONDS}; url=${elsewhere(at, { segar: String(turn) })}`);
      return whole(c, at, shown, at.url.searchParams.get('kata') ?? '');
    });
    const { act } = screen;
    if (act === undefined) continue;
    app.post(screen.path, async (c) => {
      const at = await visitor(c, screen);
      if (at instanceof Response) return at;
      const form = await c.req.formData().catch(() => undefined);
      const sent = form === undefined ? undefined : createSent(prisma, at, form);
      if (sent === undefined) return refuse(c, 'desk.refused.form', 400);
      const acted = await act(at, sent);
      if (acted === undefined) return refuse(c, 'desk.refused.lost', 404);
      onWrote();
      if ('body' in acted) return whole(c, at, acted);
      return c.redirect(acted.to ?? elsewhere(at, { kata: acted.say }), 303);
    });
  }
  return (request) => app.fetch(request);
}
