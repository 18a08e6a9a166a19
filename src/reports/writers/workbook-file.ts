import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { rowXml, sheetEnd, sheetStart, type SheetLook } from './sheet-xml.ts';
import type { Picture } from './picture-xml.ts';
import { sheetPath, styles, workbookParts, type Workbook } from './workbook-xml.ts';
import type { Info } from './writer.ts';

/** A third of the time of the usual 6, and files a tenth larger. */
const LEVEL = 3;

/** A sheet that is being written; it is ended before the next one begins. */
export interface OpenSheet {
  /** Resolves when there is room for more: memory stays the same however long the sheet is. */
  put(xml: string): Promise<void>;
  end(xml: string): Promise<void>;
}

/** An XLSX file while it is written to the disk. */
export interface WorkbookFile {
  /** Bytes on the disk so far; what is still under way is missing. */
  readonly bytes: number;
  /** Sheets that were begun. */
  readonly sheets: number;
  open(name: string, look: SheetLook, picture?: Picture): Promise<OpenSheet>;
  /** Adds the sheet that says what the file is, and ends the file; resolves when it is complete on the disk. */
  close(name: string, info: Info): Promise<void>;
  /** Gives up; the file is of no use. Never throws. */
  abort(): Promise<void>;
}

/** Opens a new XLSX file, readable for nobody else. */
export function workbookFile(
  path: string,
  about: { readonly creator: string; readonly created: Date },
): WorkbookFile {
  const { creator, created } = about;
  const file = createWriteStream(path, { mode: 0o600 });
  const zip = new ZipFile();
  let failure: unknown;
  const ended = new AbortController();
  const written = pipeline(zip.outputStream, file).catch((error: unknown) => {
    failure = error;
    ended.abort(error);
  });
  const sheets: Workbook['sheets'][number][] = [];
  let stream: PassThrough | undefined;

  const open: WorkbookFile['open'] = async (name, look, picture) => {
    sheets.push({ name, picture, frozenColumns: look.frozenColumns });
    const to = new PassThrough();
    stream = to;
    zip.addReadStream(to, sheetPath(sheets.length), { compressionLevel: LEVEL, mtime: created });
    const put: OpenSheet['put'] = async (xml) => {
      if (failure !== undefined) throw failure;
      if (to.write(xml)) return;
      await once(to, 'drain', { signal: ended.signal }).catch((error: unknown) => {
        throw failure ?? error;
      });
    };
    await put(sheetStart(look));
    return {
      put,
      async end(xml) {
        await put(xml);
        to.end();
      },
    };
  };

  return {
    get bytes() {
      return file.bytesWritten;
    },
    get sheets() {
      return sheets.length;
    },
    open,
    async close(name, info) {
      const columns = [
        { width: 32, style: styles.label },
        { width: 90, style: styles.note },
      ];
      const sheet = await open(name, { columns });
      for (const [at, line] of info.entries())
        await sheet.put(rowXml(at + 1, line, ['A', 'B'], [styles.label, styles.note]));
      await sheet.end(sheetEnd());
      for (const [part, content] of workbookParts({ sheets, creator, created }))
        zip.addBuffer(Buffer.from(content), part, { mtime: created });
      zip.end();
      await written;
      if (failure !== undefined) throw failure;
    },
    async abort() {
      file.destroy();
      await written;
      stream?.destroy();
    },
  };
}
