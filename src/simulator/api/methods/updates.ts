import { isList, type JsonRecord } from '../../json.ts';
import type { Call, Method } from '../context.ts';
import { badRequest, conflict } from '../refusal.ts';

const LONGEST_POLL_SECONDS = 50;

/** getUpdates ("Getting updates"). */
const getUpdates: Method = async (call) => {
  const { params, world, caller } = call;
  if (world.profile.webhook !== undefined) {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  rememberAllowed(call);
  const limit = Math.min(100, Math.max(1, params.integer('limit') ?? 100));
  const timeout = Math.min(LONGEST_POLL_SECONDS, Math.max(0, params.integer('timeout') ?? 0));
  world.updates.confirm(params.integer('offset') ?? 0);
  const poll = world.updates.poll(limit, timeout * 1000);
  // Whoever hung up must not be handed updates that nobody would read.
  const stay = caller.whenGone(poll.abandon);
  const result = await poll.result;
  stay();
  if (result === 'replaced') {
    throw conflict('terminated by other getUpdates request; make sure that only one bot instance is running');
  }
  if (result === 'webhook') throw conflict('terminated by setWebhook request');
  return result;
};

/** allowed_updates stays in force until the next call that names it; an empty list is the default again. */
function rememberAllowed({ params, world }: Call): void {
  const wanted = params.json('allowed_updates');
  if (!isList(wanted)) return;
  const kinds = wanted.filter((kind) => typeof kind === 'string');
  if (JSON.stringify(kinds) !== JSON.stringify(world.updates.allowed)) world.updates.allowed = kinds;
}

/** setWebhook: only the state is kept, nothing is delivered. */
const setWebhook: Method = (call) => {
  const { params, world } = call;
  const url = params.text('url') ?? '';
  if (url === '') return deleteWebhook(call);
  if (!/^https:\/\//i.test(url)) {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  if (!URL.canParse(url)) throw badRequest('bad webhook: Bad URL');
  const secret = params.text('secret_token') ?? '';
  if (secret !== '' && !/^[\w-]{1,256}$/.test(secret)) {
    throw badRequest('secret token contains unallowed characters');
  }
  rememberAllowed(call);
  if (params.boolean('drop_pending_updates')) world.updates.dropPending();
  world.profile.webhook = { url, max_connections: params.integer('max_connections') ?? 40 };
  world.updates.endPolls('webhook');
  return true;
};

const deleteWebhook: Method = ({ params, world }) => {
  if (params.boolean('drop_pending_updates')) world.updates.dropPending();
  if (world.profile.webhook !== undefined) world.profile.webhook = undefined;
  return true;
};

const getWebhookInfo: Method = ({ world }) => {
  const webhook: JsonRecord = world.profile.webhook ?? { url: '' };
  return {
    has_custom_certificate: false,
    pending_update_count: world.updates.pendingCount,
    ...(world.updates.allowed.length > 0 ? { allowed_updates: world.updates.allowed } : {}),
    ...webhook,
  };
};

export const updateMethods = { getUpdates, setWebhook, deleteWebhook, getWebhookInfo };
