import { extractText, getDocumentProxy } from 'unpdf';

/** The text of every page of a PDF, as a reader that has nothing to do with the writer finds it. */
export async function pdfPages(data: Uint8Array): Promise<readonly string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(data)));
  return text;
}
