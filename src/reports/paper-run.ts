import { join } from 'node:path';
import { line } from '../i18n.ts';
import type { ExportRequest, FinishedFile } from '../services/office/exports.ts';
import { fileName, measured, sayIn, sourceOf, type AnyRun, type ExportTools, type Making } from './making.ts';
import type { Paper } from './papers/paper.ts';
import { writePdf } from './writers/pdf.ts';

/** One run of one paper. */
export class PaperRun implements AnyRun {
  readonly rows = 1;
  readonly paths: readonly string[];
  readonly #tools: ExportTools;
  readonly #request: ExportRequest;
  readonly #paper: Paper;
  readonly #options: Making;
  readonly #name: string;

  constructor(tools: ExportTools, request: ExportRequest, paper: Paper, options: Making) {
    this.#tools = tools;
    this.#request = request;
    this.#paper = paper;
    this.#options = options;
    this.#name = fileName(sayIn(tools, options)(line(paper.title)), request, options.asOf, 1, 'pdf');
    this.paths = [join(options.folder, this.#name)];
  }

  async write(): Promise<void> {
    const { onProgress, signal, actor, asOf } = this.#options;
    const source = sourceOf(this.#tools, this.#request, this.#options);
    const { name } = this.#tools.services.office;
    onProgress?.(0, 1);
    const title = source.word(this.#paper.title);
    const day = source.word(line('paper.asOf', { moment: { moment: asOf.toISOString() } }));
    const frame = {
      title,
      author: name,
      language: this.#options.language,
      asOf,
      footer: `${title} · ${day}`,
      page: (number: number) => source.word(line('paper.page', { number })),
    };
    await writePdf(this.#path, frame, this.#paper.blocks(source, { ...this.#request, actor }));
    signal?.throwIfAborted();
    onProgress?.(1, 1);
  }

  async finish(): Promise<readonly FinishedFile[]> {
    return [
      {
        ...(await measured(this.#path)),
        path: this.#path,
        name: this.#name,
        report: this.#paper.key,
        format: 'pdf',
        part: 1,
        parts: 1,
        rows: this.rows,
      },
    ];
  }

  abort(): Promise<void> {
    return Promise.resolve();
  }

  get #path(): string {
    return join(this.#options.folder, this.#name);
  }
}
