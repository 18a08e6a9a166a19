import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request may come from this page itself. A page of somebody else reaches 127.0.0.1 through
 * the visitor's browser, by its own Origin or by a host name that it points here (DNS rebinding).
 */
export function isTrusted(headers: IncomingHttpHeaders, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = headers;
  if (host === undefined || !hosts.includes(host.toLowerCase())) return false;
  if (origin !== undefined && origin !== `http://${host.toLowerCase()}`) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
