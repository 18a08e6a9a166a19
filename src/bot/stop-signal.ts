import { setMaxListeners } from 'node:events';

/** Ends whatever waits on it. Many chats may wait at once: Node would take more than ten of them for a leak. */
export function stopSignal(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
