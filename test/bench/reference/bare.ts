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
  author: Summary;
  entities: Entities | null;
  mentioned: Record<string, Summary> | null;
  tags: string[];
  images: (Place & Record<string, unknown> & { width: number; height: number })[] | null;
  likeCount: number;
  commentCount: number;
  bookmarkCount: number;
  repostCount: number;
  quoteCount: number;
  viewCount: number;
  contentWarning: string | null;
  sensitive: boolean;
  isPinned: boolean;
  poll: Poll | null;
  publishAt: string | null;
  publishError: string | null;
  isQuote: boolean;
  liked: boolean;
  bookmarked: boolean;
  reposted: boolean;
  createdAt: string;
  publishedAt: string | null;
  updatedAt: string | null;
}

/** What a post quotes. */
interface QuotedRow extends PostRow {
  quoteId: string;
  quotedPostId: string | null;
}

interface Summary {
  id: string;
  nickname: string;
  fullName: string;
  image: Place | null;
}

interface Entities {
  people: string[];
  spans: [start: number, end: number, what: number | 'tag' | 'link'][];
}

interface Poll {
  options: string[];
  multiple: boolean;
  closesAt: string;
  isClosed: boolean;
  choices: number[] | null;
  counts: number[] | null;
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

async function rows<Row = PostRow>(
  name: string,
  given: Readonly<Record<string, unknown>>,
): Promise<Row[]> {
  const { text = '', slots = [] } = statements.find((one) => one.name === name) ?? {};
  const values = slots.map((slot) => given[slot]);
  return (await pool.query({ name, text, values })).rows;
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

function summary({ id, nickname, fullName, image: picture }: Summary): Record<string, unknown> {
  return { id, nickname, fullName, imageUrl: picture && address(picture, 'small.webp') };
}

function entities({ body, entities: found, mentioned }: PostRow): unknown[] {
  if (found === null) {
    return [];
  }
  const characters = Array.from(body);
  return found.spans.flatMap(([start, end, what]): unknown[] => {
    const nothing = { start, end, user: null, tag: null, url: null };
    if (what === 'tag') {
      return [{ ...nothing, kind: what, tag: characters.slice(start + 1, end).join('') }];
    }
    if (what === 'link') {
      return [{ ...nothing, kind: what, url: characters.slice(start, end).join('') }];
    }
    const person = mentioned?.[found.people[what] ?? ''];
    return person === undefined ? [] : [{ ...nothing, kind: 'mention', user: summary(person) }];
  });
}

function poll(row: Poll, signedIn: boolean): Record<string, unknown> {
  const [voterCount = null, ...votes] = row.counts ?? [];
  return {
    options: row.options.map((text, place) => ({ text, voteCount: votes[place] ?? null })),
    multiple: row.multiple,
    voterCount,
    closesAt: row.closesAt,
    isClosed: row.isClosed,
    viewer: signedIn ? { choices: row.choices ?? [] } : null,
  };
}

function post(row: PostRow, quotedPostId: string | null, viewer: string): Record<string, unknown> {
  const { liked, bookmarked, reposted } = row;
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    body: row.body,
    entities: entities(row),
    status: row.status,
    visibility: row.visibility,
    author: summary(row.author),
    tags: row.tags,
    images: (row.images ?? []).map(image),
    likeCount: row.likeCount,
    commentCount: row.commentCount,
    bookmarkCount: row.bookmarkCount,
    repostCount: row.repostCount,
    quoteCount: row.quoteCount,
    viewCount: row.viewCount,
    contentWarning: row.contentWarning,
    sensitive: row.sensitive,
    isPinned: row.isPinned,
    poll: row.poll && poll(row.poll, viewer !== NOBODY),
    publishAt: row.publishAt,
    publishError: row.publishError,
    isQuote: row.isQuote,
    quotedPostId,
    publishedAt: row.publishedAt ?? row.createdAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt ?? row.createdAt,
    viewer: viewer === NOBODY ? null : { liked, bookmarked, reposted },
  };
}

async function posts(
  found: readonly PostRow[],
  viewer: string,
  withoutMuted: boolean,
): Promise<Record<string, unknown>[]> {
  const ids = found.filter(({ isQuote }) => isQuote).map(({ id }) => id);
  const quotes =
    ids.length === 0 ? [] : await rows<QuotedRow>('post.quoted', { viewer, ids, withoutMuted });
  const byQuote = new Map(quotes.map((row) => [row.quoteId, row]));
  return found.map((row) => {
    const quoted = byQuote.get(row.id);
    return {
      ...post(row, quoted?.id ?? null, viewer),
      quoted: quoted === undefined ? null : post(quoted, quoted.quotedPostId, viewer),
    };
  });
}

async function page(
  found: readonly PostRow[],
  cursorName: string,
  viewer: string,
): Promise<Record<string, unknown>> {
  const items = found.slice(0, 20);
  const last = items.at(-1);
  const more = found.length > 20 && last !== undefined;
  const cursor = JSON.stringify([cursorName, last?.place]);
  return {
    items: await posts(items, viewer, true),
    nextCursor: more ? Buffer.from(cursor).toString('base64url') : null,
  };
}

server.get('/ready', () => 'ready');
server.get('/home', async (request) => {
  const session = request.headers['x-session'];
  if (session !== undefined) {
    await rows('user.actors', { sessions: [session] });
  }
  const viewer = String(request.headers['x-viewer']);
  const found = await rows('feed.home', { viewer, before: LAST, rows: 21, withOwn: true });
  return page(found, 'feeds.home', viewer);
});
server.get('/explore', async () => {
  const asked = { viewer: NOBODY, before: LAST, rows: 21, excludeMe: false, sensitive: false };
  return page(await rows('feed.explore', asked), 'feeds.explore', NOBODY);
});
server.get<{ Params: { id: string } }>('/posts/:id', async ({ params }) => {
  const found = await rows('post.known', { viewers: [NOBODY], ids: [params.id] });
  return (await posts(found, NOBODY, false))[0];
});
await server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
