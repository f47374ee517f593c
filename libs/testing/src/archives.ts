import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

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
