import { createHash } from 'node:crypto';
import type { Programme } from '../../domain/eligibility/programme.ts';
import type { Services } from './services.ts';

export type Programmes = readonly Programme[];

/**
 * Keeps every published version, so that an old answer can be reproduced.
 * @throws Error when a version that was already published has other content: rules change by a new version
 */
export async function publishProgrammes(services: Services): Promise<void> {
  for (const programme of services.programmes) {
    const text = JSON.stringify(programme);
    const checksum = createHash('sha256').update(text).digest('hex');
    const key = { office: services.office.key, programmeId: programme.id, version: programme.version };
    const known = await services.db.programmeVersion.findUnique({
      where: { office_programmeId_version: key },
      select: { checksum: true },
    });
    if (known === null)
      await services.db.programmeVersion.create({
        data: { ...key, data: JSON.parse(text), checksum, loadedAt: services.now() },
      });
    else if (known.checksum !== checksum)
      throw new Error(
        `programme ${programme.id}: version ${programme.version} was published with other content; give the changed rules version ${programme.version + 1}`,
      );
  }
}
