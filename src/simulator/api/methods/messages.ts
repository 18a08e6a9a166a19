import type { Contact, Location, MessageContent, Venue } from '../../types.ts';
import { writableChat } from '../access.ts';
import type { Call, Method } from '../context.ts';
import { post, readFlags, readSendOptions, readText } from '../posting.ts';
import { badRequest } from '../refusal.ts';

function send(call: Call, content: MessageContent): unknown {
  const row = writableChat(call);
  const options = readSendOptions(call, row);
  call.limiter.take(row.chat.id);
  return post(call.world, row, { ...content, ...readFlags(call) }, options);
}

/** sendMessage. */
const sendMessage: Method = (call) => send(call, readText(call));

function readLocation(call: Call): Location {
  const latitude = call.params.float('latitude');
  const longitude = call.params.float('longitude');
  if (latitude === undefined) throw badRequest('latitude is empty');
  if (longitude === undefined) throw badRequest('longitude is empty');
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest('wrong location specified');
  return { latitude, longitude };
}

/** sendLocation. */
const sendLocation: Method = (call) => send(call, { location: readLocation(call) });

/** sendVenue. */
const sendVenue: Method = (call) => {
  const location = readLocation(call);
  const title = call.params.text('title') ?? '';
  const address = call.params.text('address') ?? '';
  if (title === '') throw badRequest('title is empty');
  if (address === '') throw badRequest('address is empty');
  const venue: Venue = { location, title, address };
  return send(call, { venue, location });
};

/** sendContact. */
const sendContact: Method = (call) => {
  const phone = call.params.text('phone_number') ?? '';
  const first = call.params.text('first_name') ?? '';
  if (phone === '') throw badRequest('phone number is empty');
  if (first === '') throw badRequest('first name is empty');
  const last = call.params.text('last_name');
  const contact: Contact =
    last === undefined
      ? { phone_number: phone, first_name: first }
      : { phone_number: phone, first_name: first, last_name: last };
  return send(call, { contact });
};

const ACTIONS = new Set(
  (
    'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker ' +
    'find_location record_video_note upload_video_note'
  ).split(' '),
);

/** sendChatAction. */
const sendChatAction: Method = (call) => {
  const action = call.params.text('action') ?? '';
  if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
  const row = writableChat(call);
  call.world.events.emit({ kind: 'action', chatId: row.chat.id, action });
  return true;
};

export const messageMethods = { sendMessage, sendLocation, sendVenue, sendContact, sendChatAction };
