import type { ContentFormat } from '../../domain/words/sent-file.ts';
import { audit } from '../../services/core/audit.ts';
import { deskApplication } from '../../services/partnership/applications/application-desk.ts';
import { contentOf } from '../../services/partnership/applications/document-content.ts';
import {
  documentById,
  isForCompany,
  mayOpenDocument,
  noteDocumentRead,
  type Document,
} from '../../services/partnership/applications/documents.ts';
import { candidateOf } from '../../services/partnership/candidates/candidates.ts';
import { disclose } from '../../services/partnership/candidates/disclosures.ts';
import { idIn, type At, type Opened, type Screen } from '../screen.ts';

const types: Readonly<Record<ContentFormat, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  pdf: 'application/pdf',
};

/** A document of the application in the address; undefined for any other one. */
async function wanted(at: At): Promise<Document | undefined> {
  const text = at.params['berkas'] ?? '';
  const document = /^\d{1,9}$/.test(text) ? await documentById(at.services, Number(text)) : undefined;
  return document?.applicationId === idIn(at) ? document : undefined;
}

const opened = ({ services }: At, number: string, document: Document): Opened => ({
  name: `${number}-${document.id}.${document.format}`,
  type: types[document.format],
  content: contentOf(services, document),
});

/** A document of an application as the office opens it: papers only with the right to them. */
export const document: Screen = {
  path: '/kemitraan/:id/berkas/:berkas',
  duty: 'cases',
  async show(at) {
    const { services, member } = at;
    const document = await wanted(at);
    if (document === undefined) return undefined;
    const application = await deskApplication(services, member, document.applicationId);
    if (application === undefined) return undefined;
    const may = mayOpenDocument(member, document);
    await at.note((inside) =>
      may
        ? noteDocumentRead(inside, member, application, document)
        : audit(inside, {
            actor: member.number,
            action: 'duty.refused',
            subject: `application:${application.number}`,
            details: { duty: 'papers', how: 'desk' },
          }),
    );
    return may ? opened(at, application.number, document) : undefined;
  },
};

/** A document of a candidate, as far as its company may see it; each look is a disclosure. */
export const candidateDocument: Screen = {
  path: '/calon/:id/berkas/:berkas',
  duty: 'candidates',
  async show(at) {
    const { services, member } = at;
    const document = await wanted(at);
    if (document === undefined || !isForCompany(document)) return undefined;
    const candidate = await candidateOf(services, member, document.applicationId);
    if (candidate === undefined) return undefined;
    const [shown] = await at.note((inside) => disclose(inside, member, 'document', [candidate], []));
    return shown === undefined ? undefined : opened(at, shown.application.number, document);
  },
};
