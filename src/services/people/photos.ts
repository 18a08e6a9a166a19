import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { Prisma } from '../../../prisma/client/client.ts';
import type { AuditAction } from '../../domain/office/audit-actions.ts';
import type { Look } from '../../domain/partnership/candidate.ts';
import type { Point } from '../../domain/people/point.ts';
import { instantAt } from '../../domain/when/dates.ts';
import { audit } from '../core/audit.ts';
import { codecs, tryDecode } from '../core/codecs.ts';
import { queueOutgoing } from '../core/outgoing.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';
import { hasConsent } from './consents.ts';

/** So many photos of one business are kept. */
export const MOST_PHOTOS = 5;
/** The button of the consent by which companies see them, too, not only the office. */
export const FOR_COMPANIES = 'all';
const AWAITED_MS = 30 * 60_000;
const MORNING = new Temporal.PlainTime(9, 0);
const ASKED_DAYS = 7;

const photoPlace = (businessId: number): string => `business:${businessId}:photo`;
const pointPlace = (businessId: number): string => `business:${businessId}:point`;
const pointCodec = codecs.json(z.object({ latitude: z.number(), longitude: z.number() }));

export interface BusinessPhoto {
  readonly id: number;
  /** A file that Telegram keeps. */
  readonly fileId: string;
  readonly at: Date;
}

/** The photos of a business, oldest first. */
export async function photosOf(
  { db, seal }: Services,
  businessId: number,
): Promise<readonly BusinessPhoto[]> {
  const rows = await db.businessPhoto.findMany({ where: { businessId }, orderBy: { id: 'asc' } });
  return rows.flatMap(({ id, fileId, at }) => {
    const opened = seal.tryDecrypt(photoPlace(businessId), fileId);
    return opened === undefined ? [] : [{ id, fileId: opened, at }];
  });
}

/** Where a business is on the map; undefined when its owner has not told. */
export async function pointOf({ db, seal }: Services, businessId: number): Promise<Point | undefined> {
  const row = await db.businessPoint.findUnique({ where: { businessId } });
  const opened = row === null ? undefined : seal.tryDecrypt(pointPlace(businessId), row.point);
  return opened === undefined ? undefined : tryDecode(pointCodec, opened);
}

/** What of both there is. */
export async function looksOf({ db }: Services, businessId: number): Promise<readonly Look[]> {
  return [
    ...((await db.businessPhoto.count({ where: { businessId } })) > 0 ? (['photos'] as const) : []),
    ...((await db.businessPoint.count({ where: { businessId } })) > 0 ? (['point'] as const) : []),
  ];
}

export const photoOutcomes = ['kept', 'known', 'full', 'gone'] as const;
export type PhotoOutcome = (typeof photoOutcomes)[number];

/** Keeps a photo. `gone`: the business is not this person's, or they have not agreed, or not any more. */
export async function keepPhoto(
  services: Transaction,
  of: { readonly personId: number; readonly businessId: number },
  { fileId, source }: { readonly fileId: string; readonly source: string },
): Promise<PhotoOutcome> {
  const { db, seal, now } = services;
  const { businessId } = of;
  if (!(await mayKeep(services, of))) return 'gone';
  if ((await db.businessPhoto.count({ where: { businessId, source } })) > 0) return 'known';
  if ((await db.businessPhoto.count({ where: { businessId } })) >= MOST_PHOTOS) return 'full';
  await db.businessPhoto.create({
    data: { businessId, source, fileId: seal.encrypt(photoPlace(businessId), fileId), at: now() },
  });
  return 'kept';
}

/** Keeps where a business is, in the place of what was told before. False as `gone` above. */
export async function keepPoint(
  services: Transaction,
  of: { readonly personId: number; readonly businessId: number },
  point: Point,
): Promise<boolean> {
  const { db, seal, now } = services;
  const { businessId } = of;
  if (!(await mayKeep(services, of))) return false;
  await removePoint(services, businessId);
  await db.businessPoint.create({
    data: {
      businessId,
      point: seal.encrypt(pointPlace(businessId), pointCodec.encode(point)),
      at: now(),
    },
  });
  return true;
}

/** Two chats of a family may send at once: one after the other. */
async function mayKeep(
  services: Transaction,
  { personId, businessId }: { readonly personId: number; readonly businessId: number },
): Promise<boolean> {
  const own = await services.db.$queryRaw<readonly unknown[]>`
    SELECT id FROM business WHERE id = ${businessId} AND owner_id = ${personId} FOR UPDATE`;
  return own.length > 0 && (await hasConsent(services, personId, 'photos'));
}

/** Takes away a photo of somebody in this chat; the business it showed, undefined for a forged number. */
export async function removePhoto(
  { db }: Services,
  accountId: number,
  id: number,
): Promise<number | undefined> {
  const where = { id, business: { owner: { accounts: { some: { accountId } } } } };
  const row = await db.businessPhoto.findFirst({ where, select: { businessId: true } });
  if (row === null) return undefined;
  await db.businessPhoto.deleteMany({ where: { id } });
  return row.businessId;
}

export async function removePoint({ db }: Services, businessId: number): Promise<void> {
  await db.businessPoint.deleteMany({ where: { businessId } });
}

/**
 * Two businesses become one: it gets the photos of the other as far as there is room, and its point where it has none.
 * The rows move, since the journal notes those that go as taken away.
 */
export async function movePhotos(
  services: Transaction,
  { from, into }: { readonly from: number; readonly into: number },
): Promise<void> {
  const { db, seal } = services;
  const known = await db.businessPhoto.findMany({ where: { businessId: into }, select: { source: true } });
  const rows = await db.businessPhoto.findMany({
    where: { businessId: from, source: { notIn: known.map(({ source }) => source) } },
    orderBy: { id: 'asc' },
    take: Math.max(0, MOST_PHOTOS - known.length),
  });
  for (const { id, fileId } of rows) {
    const opened = seal.tryDecrypt(photoPlace(from), fileId);
    if (opened === undefined) continue;
    await db.businessPhoto.update({
      where: { id },
      data: { businessId: into, fileId: seal.encrypt(photoPlace(into), opened) },
    });
  }
  const point = await pointOf(services, from);
  if (point === undefined || (await db.businessPoint.count({ where: { businessId: into } })) > 0) return;
  await db.businessPoint.update({
    where: { businessId: from },
    data: { businessId: into, point: seal.encrypt(pointPlace(into), pointCodec.encode(point)) },
  });
}

/** The consent is withdrawn: photos and points go. */
export async function forgetPhotos({ db }: Services, ownerId: number): Promise<void> {
  await db.businessPhoto.deleteMany({ where: { business: { ownerId } } });
  await db.businessPoint.deleteMany({ where: { business: { ownerId } } });
}

const lookActions = {
  photos: 'business.photos',
  point: 'business.point',
} as const satisfies Readonly<Record<Look, AuditAction>>;

/** Notes in the audit log that a member looks at photos or at the place of a business, before it is shown. */
export async function noteLook(
  services: Transaction,
  member: { readonly number: string },
  business: { readonly id: number; readonly number: string | undefined },
  look: Look,
): Promise<void> {
  await audit(services, {
    actor: member.number,
    action: lookActions[look],
    subject: `business:${business.number ?? business.id}`,
  });
}

/**
 * After the first month that somebody ever reported: on the next morning they are asked for photos and the place, once;
 * the key of what is queued and the count of months see to it.
 */
export async function askForPhotos(
  services: Transaction,
  of: { readonly accountId: number; readonly personId: number; readonly businessId: number },
): Promise<void> {
  const { personId, accountId, businessId } = of;
  if ((await services.db.salesReport.count({ where: { business: { ownerId: personId } } })) !== 1) return;
  const { zone } = services.office;
  const morning = todayOf(services).add({ days: 1 });
  await queueOutgoing(services, [
    {
      key: `photos-asked:${personId}`,
      accountId,
      personId,
      kind: 'photos-asked',
      params: { business: businessId },
      notBefore: instantAt(morning, MORNING, zone),
      expiresAt: instantAt(morning.add({ days: ASKED_DAYS }), MORNING, zone),
    },
  ]);
}

/** Whether somebody has answered already whether they want to give photos, whatever they said since. */
export async function wasAgreed({ db }: Services, personId: number): Promise<boolean> {
  return (await db.consent.count({ where: { personId, purpose: 'photos' } })) > 0;
}

const awaited = z.object({
  photos: z.number(),
  /** ISO instant. */
  until: z.string(),
  /** The album of which something was said already, and what. */
  group: z.string().optional(),
  said: z.string().optional(),
});

/** Of which business the next photos of a chat are. */
export type AwaitedPhotos = Omit<z.infer<typeof awaited>, 'until'>;

/** Undefined where no photo is awaited, or not any more. */
export async function awaitedPhotos(
  services: Services,
  accountId: number,
): Promise<AwaitedPhotos | undefined> {
  const row = await services.db.account.findUnique({ where: { id: accountId }, select: { filing: true } });
  const found = awaited.safeParse(row?.filing).data;
  return found !== undefined && new Date(found.until) > services.now() ? found : undefined;
}

/** From now on photos of this chat are taken for half an hour; undefined: none is awaited any more. */
export async function awaitPhotos(
  services: Services,
  accountId: number,
  it: AwaitedPhotos | undefined,
): Promise<void> {
  const until = new Date(services.now().getTime() + AWAITED_MS).toISOString();
  await services.db.account.update({
    where: { id: accountId },
    data: { filing: it === undefined ? Prisma.DbNull : { ...it, until } },
  });
}
