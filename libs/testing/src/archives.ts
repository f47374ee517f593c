import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import type { TestHttp } from './test-http.js';

/** A file of a ZIP archive. */
export interface ArchivedFile {
  readonly name: string;
  readonly content: Buffer;
  /** Of its last change, as the archive gives it. */
  readonly time: Date;
}

/** The files of a ZIP archive, in their order. @throws when the archive is broken */
export async function filesOf(archive: Buffer): Promise<ArchivedFile[]> {
  const zip = await fromBufferPromise(archive, { lazyEntries: true });
  const files: ArchivedFile[] = [];
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry));
    files.push({ name: entry.fileName, content, time: entry.getLastModDate() });
  }
  return files;
}

/** What an archive holds, by name: the parsed JSON, or the size of a picture; asserted by the test. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type ArchiveContent = Record<string, any>;

/** Fetches the archive of an export from its signed address. */
export async function archiveAt(app: TestHttp, url: string): Promise<ArchiveContent> {
  const { pathname, search } = new URL(url);
  const answer = await app.nest.inject({ url: `${pathname}${search}` });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip']);
  const files = await filesOf(answer.rawPayload);
  return Object.fromEntries(
    files.map(({ name, content }) => [
      name,
      name.endsWith('.json') ? JSON.parse(content.toString()) : content.length,
    ]),
  );
}
