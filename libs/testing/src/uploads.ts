import { Readable } from 'node:stream';
import { type MediaId, UploadService } from '#libs/media';
import type { Account } from './accounts.js';
import { type PictureFile, pictures } from './pictures.js';
import type { TestApp } from './test-app.js';

/** Uploads a picture as the HTTP edge does; `settle()` makes it ready. */
export async function uploads(
  app: Pick<TestApp, 'get'>,
  { id }: Pick<Account, 'id'>,
  picture: PictureFile | Promise<PictureFile> = pictures.jpeg(),
  fields: { name?: string; altText?: string } = {},
): Promise<MediaId> {
  const { name, data } = await picture;
  const chunks = Array.from({ length: Math.ceil(data.length / 1000) }, (_, i) =>
    data.subarray(i * 1000, (i + 1) * 1000),
  );
  return app.get(UploadService).upload(id, {
    stream: Readable.from(chunks),
    filename: name,
    complete: () => Promise.resolve(fields),
  });
}
