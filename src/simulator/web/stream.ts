import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './static-files.ts';

const HEARTBEAT_MS = 20_000;

/** Server-sent events to the open pages. */
export class EventStream {
  readonly #open = new Set<ServerResponse>();
  #heartbeat: NodeJS.Timeout | undefined;

  get watched(): boolean {
    return this.#open.size > 0;
  }

  add(response: ServerResponse): void {
    response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'text/event-stream' });
    response.write('retry: 1000\n\n');
    this.#open.add(response);
    this.#heartbeat ??= setInterval(() => this.#write(': \n\n'), HEARTBEAT_MS).unref();
    response.on('close', () => {
      this.#open.delete(response);
    });
  }

  send(event: object): void {
    if (this.watched) this.#write(`data: ${JSON.stringify(event)}\n\n`);
  }

  close(): void {
    clearInterval(this.#heartbeat);
    for (const response of this.#open) response.end();
    this.#open.clear();
  }

  #write(text: string): void {
    for (const response of this.#open) response.write(text);
  }
}
