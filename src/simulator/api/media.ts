import { isRecord, stringOf } from '../json.ts';
import type { MediaFile, MessageContent, PhotoSize } from '../types.ts';
import { THUMBNAIL_SUFFIX, type FileKind, type FileRow } from '../world/files.ts';
import type { Call } from './context.ts';
import { imageSize } from './images.ts';
import type { Upload } from './params.ts';
import { MAX_CAPTION } from './posting.ts';
import { badRequest, Refusal } from './refusal.ts';
import { formatted } from './text/formatted.ts';

const PHOTO_LIMIT = 10 * 1024 * 1024;
const UPLOAD_LIMIT = 50 * 1024 * 1024;

export type MediaField = 'photo' | 'document' | 'voice' | 'video' | 'audio' | 'animation';

const KINDS: Readonly<Record<MediaField, FileKind>> = {
  photo: 'Photo',
  document: 'Document',
  voice: 'Voice',
  video: 'Video',
  audio: 'Audio',
  animation: 'Animation',
};

const MIMES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  csv: 'text/csv',
  txt: 'text/plain',
  json: 'application/json',
  ics: 'text/calendar',
  html: 'text/html',
  zip: 'application/zip',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export function mimeOf(name: string): string {
  return MIMES[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

export function isMedia(content: MessageContent): boolean {
  const { photo, document, voice, video, audio, animation } = content;
  return [photo, document, voice, video, audio, animation].some((part) => part !== undefined);
}

/** The file of a file parameter ("Sending files"): an upload, a known file_id, or an address (which a simulator cannot fetch). */
export function readMedia(call: Call, field: MediaField): MessageContent {
  const upload = call.params.upload(field);
  const reference = call.params.text(field);
  return takeMedia(call, field, upload, reference);
}

function takeMedia(
  call: Call,
  field: MediaField,
  upload: Upload | undefined,
  reference: string | undefined,
): MessageContent {
  if (upload !== undefined) return contentOf(field, storeUpload(call, field, upload));
  if (reference === undefined || reference === '' || reference.startsWith('attach://')) {
    throw badRequest(`there is no ${field} in the request`);
  }
  if (/^https?:\/\//i.test(reference)) {
    call.violate(`${field}: the simulator cannot fetch ${reference}`);
    throw badRequest('failed to get HTTP URL content');
  }
  const known = call.world.files.get(reference);
  if (known === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  if (known.kind !== KINDS[field]) {
    throw badRequest(`can't use file of type ${known.kind} as ${KINDS[field]}`);
  }
  return contentOf(field, known);
}

function storeUpload(call: Call, field: MediaField, { data, filename, mime }: Upload): FileRow {
  if (data.length === 0) throw badRequest('file must be non-empty');
  if (data.length > UPLOAD_LIMIT) throw new Refusal(413, 'Request Entity Too Large');
  const name = filename.replace(/^.*[\\/]/, '') || field;
  if (field !== 'photo') {
    return call.world.files.add(KINDS[field], data, { name, mime: mime === '' ? mimeOf(name) : mime });
  }
  if (data.length > PHOTO_LIMIT) {
    throw badRequest(
      `file of size ${data.length} bytes is too big for a photo; the maximum size is ${PHOTO_LIMIT} bytes`,
    );
  }
  const size = imageSize(data);
  if (size === undefined) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = size;
  if (width + height > 10_000 || width > height * 20 || height > width * 20) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
  return call.world.files.add('Photo', data, { name, mime: mimeOf(name), width, height });
}

/** How a stored file stands in a message. */
export function contentOf(field: MediaField, file: FileRow): MessageContent {
  if (field === 'photo') return { photo: photoSizes(file) };
  const { id: file_id, uniqueId: file_unique_id, size: file_size, name: file_name, mime: mime_type } = file;
  const plain: MediaFile = { file_id, file_unique_id, file_size, file_name, mime_type };
  const { duration = 0, width = 320, height = 180 } = file;
  switch (field) {
    case 'document':
      return { document: plain };
    case 'voice':
      return { voice: { file_id, file_unique_id, file_size, mime_type, duration } };
    case 'audio':
      return { audio: { ...plain, duration } };
    case 'video':
      return { video: { ...plain, duration, width, height } };
    case 'animation':
      // For old clients Telegram sets document on every animation too.
      return { animation: { ...plain, duration, width, height }, document: plain };
  }
}

/** Smallest first, the full picture last, as Telegram lists them. */
function photoSizes(file: FileRow): PhotoSize[] {
  const { id: file_id, uniqueId: file_unique_id, size: file_size, width = 90, height = 90 } = file;
  const full = { file_id, file_unique_id, file_size, width, height };
  const scale = 90 / Math.max(width, height);
  if (scale >= 1) return [full];
  return [
    {
      file_id: `${file_id}${THUMBNAIL_SUFFIX}`,
      file_unique_id: `${file_unique_id}${THUMBNAIL_SUFFIX}`,
      file_size: Math.ceil(file_size * scale * scale),
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
    },
    full,
  ];
}

const MEDIA_TYPES: readonly MediaField[] = ['photo', 'document', 'video', 'audio', 'animation'];

/** One InputMedia of sendMediaGroup or editMessageMedia, caption included. */
export function readInputMedia(call: Call, value: unknown): MessageContent {
  if (!isRecord(value)) throw badRequest("can't parse InputMedia: Expected an Object");
  const field = MEDIA_TYPES.find((type) => type === value['type']);
  if (field === undefined) throw badRequest("can't parse InputMedia: Type of media is invalid");
  const reference = stringOf(value, 'media') ?? '';
  if (reference === '') throw badRequest("can't parse InputMedia: media not found");
  const media = takeMedia(call, field, call.params.attached(reference), reference);
  const caption = stringOf(value, 'caption') ?? '';
  if (caption === '') return media;
  const { text, entities } = formatted(
    caption,
    stringOf(value, 'parse_mode') ?? '',
    value['caption_entities'],
  );
  if (text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  return entities.length > 0
    ? { ...media, caption: text, caption_entities: entities }
    : { ...media, caption: text };
}
