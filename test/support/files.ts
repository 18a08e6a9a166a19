import type { Office, Owner } from './office.ts';

/** The files that a chat has received, oldest first. */
export async function files(
  office: Office,
  who: Owner,
): Promise<readonly { readonly name: string; readonly caption: string; readonly data: Buffer }[]> {
  const found = [];
  for (const message of who.person.messages) {
    const { document } = message;
    if (document === undefined || !(message.from?.is_bot ?? false)) continue;
    const answer = await fetch(
      `${office.apiRoot}/bot${office.simulator.token}/getFile?file_id=${document.file_id}`,
    );
    const body: { readonly result: { readonly file_path: string } } = JSON.parse(await answer.text());
    const file = await fetch(`${office.apiRoot}/file/bot${office.simulator.token}/${body.result.file_path}`);
    found.push({
      name: document.file_name ?? '',
      caption: message.caption ?? '',
      data: Buffer.from(await file.arrayBuffer()),
    });
  }
  return found;
}
