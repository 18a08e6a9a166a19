import { randomInt } from 'node:crypto';
import { isList } from '../../json.ts';
import { writableChat } from '../access.ts';
import type { Method } from '../context.ts';
import { readInputMedia, readMedia, type MediaField } from '../media.ts';
import { post, readCaption, readFlags, readSendOptions } from '../posting.ts';
import { badRequest } from '../refusal.ts';

/** sendPhoto, sendDocument, sendVoice, sendVideo, sendAudio, sendAnimation ("Sending files"). */
function sender(field: MediaField): Method {
  return (call) => {
    const caption = readCaption(call);
    const row = writableChat(call);
    const options = readSendOptions(call, row);
    const media = readMedia(call, field);
    call.limiter.take(row.chat.id);
    return post(call.world, row, { ...media, ...caption, ...readFlags(call) }, options);
  };
}

/** sendMediaGroup: an album of 2–10, documents not mixed with pictures. */
const sendMediaGroup: Method = (call) => {
  const items = call.params.json('media');
  if (!isList(items)) throw badRequest("can't parse media JSON object");
  if (items.length < 2) throw badRequest('too few media to send as an album');
  if (items.length > 10) throw badRequest('too many messages to send as an album');
  const row = writableChat(call);
  const { replyTo } = readSendOptions(call, row);
  const contents = items.map((item) => readInputMedia(call, item));
  const documents = contents.filter((content) => content.document !== undefined).length;
  if (documents > 0 && documents < contents.length) {
    throw badRequest("document can't be mixed with other media types");
  }
  call.limiter.take(row.chat.id, contents.length);
  const media_group_id = String(1e16 + randomInt(1e12));
  return contents.map((content) =>
    post(call.world, row, { media_group_id, ...content }, { markup: undefined, replyTo }),
  );
};

export const mediaMethods = {
  sendPhoto: sender('photo'),
  sendDocument: sender('document'),
  sendVoice: sender('voice'),
  sendVideo: sender('video'),
  sendAudio: sender('audio'),
  sendAnimation: sender('animation'),
  sendMediaGroup,
};
