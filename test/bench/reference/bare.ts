import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import pg from 'pg';

/*
 * The reference: Fastify and pg, and nothing else, that give the JSON of three reads of Maru by the same SQL. No
 * sign-in (the viewer stands in a header; the session is read when another one names it), no validation, no headers,
 * no logs.
 */

interface PostRow {
  id: string;
  place: string;
  slug: string;
  title: string;
  body: string;
  status: string;
  visibility: string;
  author: { id: string; nickname: string; fullName: string; image: Place | null };
  tags: string[];
  images: (Place & Record<string, unknown> & { width: number; height: number })[] | null;
  likeCount: number;
  commentCount: number;
  bookmarkCount: number;
  viewCount: number;
  liked: boolean;
  bookmarked: boolean;
  publishedAt: string;
  createdAt: string;
  updatedAt: string;
}

interface Place {
  storageKey: string;
  linkName: string | null;
  isPublic: boolean;
}

/** The viewer when nobody is signed in. */
const NOBODY = '0';
const LAST = '9223372036854775807';
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
};
const BASE = process.env['MEDIA_URL'] ?? '';

const statements = statementsIn(JSON.parse(readFileSync(process.env['STATEMENTS'] ?? '', 'utf8')));
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const server = Fastify();

/** A statement that is prepared under a name, and the names of its values in their order. */
interface Statement {
  readonly name: string;
  readonly text: string;
  readonly slots: readonly string[];
}

function statementsIn(json: unknown): readonly Statement[] {
  return Array.isArray(json) ? json : [];
}

async function rows(name: string, given: Readonly<Record<string, unknown>>): Promise<PostRow[]> {
  const { text = '', slots = [] } = statements.find((one) => one.name === name) ?? {};
  const values = slots.map((slot) => given[slot]);
  return (await pool.query<PostRow>({ name, text, values })).rows;
}

function address({ storageKey, linkName, isPublic }: Place, file: string): string {
  const name = linkName ?? storageKey.slice(storageKey.lastIndexOf('/') + 1);
  const url = `${BASE}/media/${isPublic ? 'public' : 'private'}/${name}/${file}`;
  return isPublic ? url : `${url}?expires=0000000000&signature=${'0'.repeat(43)}`;
}

function fitted(width: number, height: number, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

function image(row: NonNullable<PostRow['images']>[number]): Record<string, unknown> {
  const { width, height } = row;
  const variant = (name: string, longest: number) => ({
    url: address(row, `${name}.webp`),
    ...fitted(width, height, longest),
  });
  return {
    id: row['id'],
    name: row['name'],
    url: address(row, `original.${EXTENSIONS[String(row['mimeType'])] ?? ''}`),
    mimeType: row['mimeType'],
    width,
    height,
    bytes: row['bytes'],
    altText: row['altText'],
    blurhash: row['blurhash'],
    status: row['status'],
    variants: {
      thumbnail: variant('thumbnail', 320),
      small: variant('small', 640),
      large: variant('large', 1600),
    },
    postId: row['postId'],
    createdAt: row['createdAt'],
  };
}

function post(row: PostRow, signedIn: boolean): Record<string, unknown> {
  const { id, nickname, fullName, image: picture } = row.author;
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    body: row.body,
    status: row.status,
    visibility: row.visibility,
    author: { id, nickname, fullName, imageUrl: picture && address(picture, 'small.webp') },
    tags: row.tags,
    images: (row.images ?? []).map(image),
    likeCount: row.likeCount,
    commentCount: row.commentCount,
    bookmarkCount: row.bookmarkCount,
    viewCount: row.viewCount,
    publishedAt: row.publishedAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    viewer: signedIn ? { liked: row.liked, bookmarked: row.bookmarked } : null,
  };
}

function page(found: PostRow[], cursorName: string, signedIn: boolean): Record<string, unknown> {
  const items = found.slice(0, 20);
  const last = items.at(-1);
  const more = found.length > 20 && last !== undefined;
  const cursor = JSON.stringify([cursorName, last?.place]);
  return {
    items: items.map((row) => post(row, signedIn)),
    nextCursor: more ? Buffer.from(cursor).toString('base64url') : null,
  };
}

server.get('/ready', () => 'ready');
server.get('/home', async (request) => {
  const session = request.headers['x-session'];
  if (session !== undefined) {
    await rows('user.actors', { sessions: [session] });
  }
  const viewer = request.headers['x-viewer'];
  const found = await rows('feed.home', { viewer, before: LAST, rows: 21, withOwn: true });
  return page(found, 'feeds.home', true);
});
server.get('/explore', async () => {
  const asked = { viewer: NOBODY, before: LAST, rows: 21, excludeMe: false };
  return page(await rows('feed.explore', asked), 'feeds.explore', false);
});
server.get<{ Params: { id: string } }>('/posts/:id', async ({ params }) => {
  const [row] = await rows('post.known', { viewers: [NOBODY], ids: [params.id] });
  return row && post(row, false);
});
await server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
