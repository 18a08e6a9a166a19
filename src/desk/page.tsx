import { randomInt } from 'node:crypto';
import type { Child, PropsWithChildren } from 'hono/jsx';
import { html } from 'hono/html';
import type { Language, TextKey } from '../i18n.ts';
import { mayOpen, type At, type Screen } from './screen.ts';

type Html = ReturnType<typeof html>;

interface SheetProps {
  readonly language: Language;
  /** Of the whole product. */
  readonly name: string;
  readonly title: string;
}

/** The frame of every page, also of those before somebody is in. */
export function sheet({ language, name, title }: SheetProps, body: Child): Html {
  return html`<!doctype html>${(
      <html lang={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${title} · ${name}`}</title>
          <link rel="stylesheet" href="/desk.css" />
          <link rel="icon" href="data:," />
          <script src="/desk.js" defer></script>
        </head>
        <body>{body}</body>
      </html>
    )}`;
}

interface PageProps {
  readonly at: At;
  readonly title: string;
  readonly screens: readonly Screen[];
  readonly said: TextKey | undefined;
}

/** A page of an open desk, with the sections that its member may open. */
export function page({ at, title, screens, said }: PageProps, body: Child): Html {
  const sections = screens.flatMap((it) =>
    it.nav === undefined || !mayOpen(it, at.member) ? [] : [{ path: it.path, nav: it.nav }],
  );
  const isHere = (path: string): boolean =>
    path === at.url.pathname || (path !== '/' && at.url.pathname.startsWith(`${path}/`));
  return sheet(
    { language: at.to.language, name: at.text('desk.name'), title },
    <>
      <a class="skip" href="#isi">
        {at.text('desk.skip')}
      </a>
      <header>
        {at.demo ? <p class="demo">{at.text('desk.demo')}</p> : undefined}
        <nav aria-label={at.text('desk.nav')}>
          {sections.map(({ path, nav }) => (
            <a href={path} {...(isHere(path) ? { 'aria-current': 'page' } : {})}>
              {at.text(nav)}
            </a>
          ))}
        </nav>
        <form method="post" action="/keluar">
          <span>{`${at.member.name}, ${at.text(`staff.role.${at.member.role}`)}`}</span>
          <button>{at.text('desk.leave')}</button>
        </form>
      </header>
      <main id="isi">
        <h1>{title}</h1>
        {said === undefined ? undefined : (
          <p class="said" role="status">
            {at.text(said)}
          </p>
        )}
        {body}
      </main>
    </>,
  );
}

/** A form that does something; pressed twice it does it once. */
export function Act({
  act,
  children,
  look,
  files,
}: PropsWithChildren<{ act: string; look?: string; files?: boolean }>): Html {
  return (
    <form method="post" class={look ?? 'act'} enctype={files === true ? 'multipart/form-data' : undefined}>
      <input type="hidden" name="once" value={String(randomInt(2 ** 47))} />
      <input type="hidden" name="act" value={act} />
      {children}
    </form>
  );
}
