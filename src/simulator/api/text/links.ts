const HTTP_LIKE = /^(?:https?:\/\/)?(?<host>[^/?#\s:@]+)(?::\d{1,5})?(?:[/?#]\S*)?$/i;

/** Why Telegram would refuse a link; undefined when it takes it. */
export function linkProblem(url: string): string | undefined {
  const trimmed = url.trim();
  if (trimmed === '') return 'URL host is empty';
  if (/^tg:\/\//i.test(trimmed)) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return 'Unsupported URL protocol';
  if (/^https?:\/\/(?:[/?#]|$)/i.test(trimmed)) return 'URL host is empty';
  const host = HTTP_LIKE.exec(trimmed)?.groups?.['host'];
  // A name without a dot leads nowhere on the internet, "localhost" included.
  if (host === undefined || !/^(?:[^.]+\.)+[^.]{2,}$/.test(host)) {
    return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host ?? '') ? undefined : 'Wrong HTTP URL';
  }
  return undefined;
}

/** The link as Telegram hands it out again: with a scheme, and a slash after a bare host. */
export function normalLink(url: string): string {
  const trimmed = url.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  return /^https?:\/\/[^/?#]+$/i.test(full) ? `${full}/` : full;
}
