import { Injectable } from '@nestjs/common';
import { idsIn, NOBODY, prepared, type PreparedRun, sql, SqlReader } from '#libs/database';
import type { MaybeViewer, UserId } from '#libs/kernel';
import type { PostId } from './post.js';
import { type PostRow, postsOf } from './post-row.sql.js';
import { listedPost, visiblePost } from './visible-post.sql.js';

/** Posts, and who looks at each, at the same place. */
interface Looks {
  readonly viewers: readonly (UserId | typeof NOBODY)[];
  readonly ids: readonly PostId[];
}

/** Declares a statement that gives those of the posts that are seen. @param isExact see `postsOf` */
const seenPosts = (name: string, isExact = false): ((looks: Looks) => PreparedRun) =>
  prepared<Looks>(name, (slot) =>
    postsOf(
      sql`
  select p.id, wanted.place, wanted.viewer_id
  from unnest(${idsIn(slot('viewers'))}, ${idsIn(slot('ids'))})
    with ordinality as wanted (viewer_id, id, place)
  join post p on p.id = wanted.id
  where ${visiblePost('p', 'wanted.viewer_id')}`,
      'asc',
      'page.viewer_id',
      { isExact },
    ),
  );

/** Posts of a list. */
const KNOWN_POSTS = seenPosts('post.known');

/** Posts that are read by themselves: whoever has just acted finds the own act in the counts. */
const SINGLE_POSTS = seenPosts('post.single', true);

const VISIBLE_POSTS = prepared<{
  viewer: UserId | typeof NOBODY;
  ids: readonly PostId[];
}>(
  'post.visible',
  (slot) => sql`
  select p.id
  from post p
  where p.id = any (${idsIn(slot('ids'))})
    and ${visiblePost('p', sql`${slot('viewer')}::bigint`)}
  `,
);

/** A row and the place of what was asked for, from 1. */
type AskedRow = PostRow & { readonly place: string };

/** Reads single posts and known sets of them. */
@Injectable()
export class PostRowReader {
  private readonly rowOf: (look: {
    readonly viewer: MaybeViewer;
    readonly postId: PostId;
  }) => Promise<PostRow | undefined>;

  constructor(private readonly reader: SqlReader) {
    this.rowOf = reader.gathered(async (looks) => {
      const rows = await reader.query<AskedRow>(
        SINGLE_POSTS({
          viewers: looks.map(({ viewer }) => viewer?.userId ?? NOBODY),
          ids: looks.map(({ postId }) => postId),
        }),
      );
      const byPlace = new Map(rows.map((row) => [Number(row.place), row]));
      return looks.map((_, index) => byPlace.get(index + 1));
    });
  }

  /** A post, if the viewer may see it. */
  row(viewer: MaybeViewer, postId: PostId): Promise<PostRow | undefined> {
    return this.rowOf({ viewer, postId });
  }

  /** Those of the posts that the viewer may see, in the order of the ids. */
  rows(viewer: MaybeViewer, ids: readonly PostId[]): Promise<PostRow[]> {
    const viewerId = viewer?.userId ?? NOBODY;
    return this.reader.query<AskedRow>(KNOWN_POSTS({ viewers: ids.map(() => viewerId), ids }));
  }

  /** Those of the posts that the viewer may see. */
  async visible(viewer: MaybeViewer, ids: readonly PostId[]): Promise<Set<PostId>> {
    const rows = await this.reader.query<{ id: PostId }>(
      VISIBLE_POSTS({ viewer: viewer?.userId ?? NOBODY, ids }),
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Whether everybody can see a post, and the viewer too. */
  async isListed(viewer: MaybeViewer, postId: PostId): Promise<boolean> {
    const row = await this.reader.one(
      sql`
      select
      from post p
      where p.id = ${postId} and ${listedPost('p', sql`${viewer?.userId ?? null}::bigint`)}
      `,
    );
    return row !== undefined;
  }

  /** The post at an address, whoever may see it. */
  async idAt(slug: string): Promise<PostId | undefined> {
    const row = await this.reader.one<{ id: PostId }>(
      sql`select id from post where slug = ${slug}`,
    );
    return row?.id;
  }

  /** Whose post this is, active or not. */
  async authorOf(postId: PostId): Promise<UserId | undefined> {
    const row = await this.reader.one<{ authorId: UserId }>(
      sql`select author_id as "authorId" from post where id = ${postId}`,
    );
    return row?.authorId;
  }
}
