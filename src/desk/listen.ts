import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';

export type Answer = (request: Request) => Response | Promise<Response>;

export interface DeskServer {
  /** http://127.0.0.1:3001 */
  readonly url: string;
  /** What answers from now on; before, whoever comes is asked to come again. */
  serve(answer: Answer): void;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 alone: whatever comes from elsewhere comes through a proxy with TLS. 0 takes a free port. */
export async function listenDesk(port: number): Promise<DeskServer> {
  let answer: Answer = () => new Response(null, { status: 503, headers: { 'retry-after': '2' } });
  const listener = getRequestListener((request) => answer(request), { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => {
    void listener(incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('expected a port of the desk, got none');
  return {
    url: `http://127.0.0.1:${address.port}`,
    serve(made) {
      answer = made;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
