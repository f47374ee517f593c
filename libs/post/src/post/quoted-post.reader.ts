import { Injectable } from '@nestjs/common';
import { idsIn, NOBODY, prepared, sql, SqlReader } from '#libs/database';
import type { MaybeViewer, UserId } from '#libs/kernel';
import { mutes } from '#libs/social-graph';
import type { PostId } from './post.js';
import { postColumns, type PostRow, storedPostCounts } from './post-row.sql.js';
import { shownQuote } from './visible-post.sql.js';

/** A quoted post. */
export interface QuotedPostRow extends PostRow {
  /** What it quotes itself, when the viewer may see that. */
  readonly quotedPostId: PostId | null;
}

/** How quotes are shown. */
export interface QuotesShown {
  /** Whether without posts of people whom the viewer mutes: where posts come unasked. Default no. */
  readonly withoutMuted?: boolean | undefined;
}

const QUOTED_POSTS = prepared<{
  viewer: UserId | typeof NOBODY;
  ids: readonly PostId[];
  withoutMuted: boolean;
}>('post.quoted', (slot) => {
  const viewer = sql`${slot('viewer')}::bigint`;
  return sql`
    select
      quote.id as "quoteId",
      ${postColumns(viewer, false)},
      (
        select further.id
        from post further
        where further.id = p.quoted_id and ${shownQuote('p', 'further', viewer)}
      ) as "quotedPostId"
    from post quote
    join post p on p.id = quote.quoted_id
    ${storedPostCounts}
    where quote.id = any (${idsIn(slot('ids'))})
      and ${shownQuote('quote', 'p', viewer)}
      and not (${slot('withoutMuted')}::boolean and ${mutes(viewer, 'p.author_id')})`;
});

/** Reads what posts quote: apart from these, since most quote nothing. */
@Injectable()
export class QuotedPostReader {
  constructor(private readonly reader: SqlReader) {}

  /** What posts that the viewer may see quote, by the id of the quote, as far as it is shown to the viewer. */
  async of(
    viewer: MaybeViewer,
    posts: readonly PostRow[],
    { withoutMuted = false }: QuotesShown = {},
  ): Promise<Map<PostId, QuotedPostRow>> {
    const ids = posts.filter(({ isQuote }) => isQuote).map(({ id }) => id);
    if (ids.length === 0) {
      return new Map();
    }
    const rows = await this.reader.query<QuotedPostRow & { readonly quoteId: PostId }>(
      QUOTED_POSTS({ viewer: viewer?.userId ?? NOBODY, ids, withoutMuted }),
    );
    return new Map(rows.map(({ quoteId, ...row }) => [quoteId, row]));
  }
}
