import type { Duty } from '../../domain/office/roles.ts';
import type { TextKey } from '../../i18n.ts';
import type { ExportRequest } from '../../services/office/exports.ts';
import type { Report, Source } from '../report.ts';
import type { Block } from '../writers/pdf.ts';

/** What a paper was ordered with. */
interface PaperOrder extends Pick<ExportRequest, 'about' | 'purpose'> {
  /** Number of the member who ordered it, or "cli". */
  readonly actor: string;
}

/** What is handed out as one PDF. */
export interface Paper {
  readonly key: string;
  readonly title: TextKey;
  /** Whether its figures belong to kecamatan. Others are only for somebody who works in the whole kabupaten. */
  readonly byKecamatan: boolean;
  /** Beside the right to export. */
  readonly duty: Duty;
  /** What is handed out with it as workbooks. */
  readonly tables: readonly Report[];
  blocks(source: Source, order: PaperOrder): AsyncGenerator<Block>;
}
