import { randomBytes } from 'node:crypto';
import type { MediaId } from '#libs/media';
import { PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { type TestAnswer, type TestApp, type TestHttp, testHttp } from '#libs/testing';
import type { Person } from '#libs/testing/people';

/** Posts with everything that is counted on them, behind the HTTP edge. */
export function openStage(): Promise<TestHttp> {
  return testHttp({ modules: [SocialGraphModule, PostModule] });
}

/** A new picture of somebody, processed; it has no file. */
export async function picture(app: TestApp, owner: Person): Promise<MediaId> {
  const [row] = await app.sql<{ id: MediaId }>(
    `
    insert into media (owner_id, name, mime_type, width, height, bytes, status, storage_key)
    values ($1, 'dot.png', 'image/png', 1, 1, 67, 'ready', 'private/' || $2)
    returning id
    `,
    [owner.id, randomBytes(16).toString('hex')],
  );
  return row!.id;
}

/** All items of a list, page by page. */
export async function allOf(
  app: TestHttp,
  url: string,
  as?: Person,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<{ id: string; [field: string]: unknown }[]> {
  const items: { id: string }[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const separator = url.includes('?') ? '&' : '?';
    const page = cursor === '' ? '' : `${separator}cursor=${cursor}`;
    const answer: TestAnswer = await get(app, `${url}${page}`, as);
    expect(answer.status).toBe(200);
    items.push(...answer.body.items);
    cursor = answer.body.nextCursor;
    await between();
  }
  return items;
}

/** Reads a path. */
export function get(app: TestHttp, url: string, as?: Person): Promise<TestAnswer> {
  return app.request({ method: 'GET', url: `/v1${url}`, ...(as && { as }) });
}

/** The status of an answer, and its code when it is a problem. */
export function answered({ status, body }: TestAnswer): string {
  return body?.code === undefined ? String(status) : `${status} ${body.code}`;
}
