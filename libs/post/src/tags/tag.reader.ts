import { Injectable } from '@nestjs/common';
import {
  type CursorFormat,
  type CursorKeys,
  cursorOf,
  fold,
  nameKey,
  type Page,
  type PageRequest,
  toPage,
} from '#libs/kernel';
import { sql, SqlReader } from '#libs/database';
import type { TagId } from '../post/post.repository.js';

export const TAG_SORTS = ['popular', 'name'] as const;
/** Most used first, or by name. */
export type TagSort = (typeof TAG_SORTS)[number];

/** A tag and in how many posts that everyone can see it is. */
export interface TagRow {
  readonly name: string;
  readonly folded: string;
  readonly postCount: number;
}

/** A tag of a filter. */
export interface UsedTag {
  readonly id: TagId;
  readonly postCount: number;
}

interface TagSortPlan {
  readonly cursor: CursorFormat;
  readonly start: CursorKeys;
  /** SQL: whether a tag comes after the keys in `$3` and, if there are two, `$4`. */
  readonly after: string;
  readonly order: string;
  readonly keys: (row: TagRow) => CursorKeys;
}

const MOST = 2_147_483_647;

const PLANS: Readonly<Record<TagSort, TagSortPlan>> = {
  popular: {
    cursor: cursorOf('tags.popular', ['integer', 'text']),
    start: [MOST, ''],
    after: '(- k.post_count, k.name_folded) > (- $3::integer, $4)',
    order: '- k.post_count, k.name_folded',
    keys: ({ postCount, folded }) => [postCount, folded],
  },
  name: {
    cursor: cursorOf('tags.name', ['text']),
    start: [''],
    after: 't.name_folded > $3',
    order: 't.name_folded',
    keys: ({ folded }) => [folded],
  },
};

/** Reads tags. */
@Injectable()
export class TagReader {
  constructor(private readonly reader: SqlReader) {}

  /** One page of tags of posts that everyone can see. @throws DomainError `invalid-cursor` */
  async page(prefix: string, sort: TagSort, { limit, cursor }: PageRequest): Promise<Page<TagRow>> {
    const plan = PLANS[sort];
    const rows = await this.reader.query<TagRow>(
      `
      select t.name, t.name_folded as folded, k.post_count as "postCount"
      from tag t
      join tag_counter k on k.tag_id = t.id
      where k.post_count > 0
        and t.name_folded like $1
        and ${plan.after}
      order by ${plan.order}
      limit $2
      `,
      [
        `${fold(prefix).replace(/[\\%_]/g, '\\$&')}%`,
        limit + 1,
        ...(cursor === undefined ? plan.start : plan.cursor.decode(cursor)),
      ],
    );
    return toPage(rows, limit, (row) => plan.cursor.encode(plan.keys(row)));
  }

  /** Those of the tags that somebody used. */
  async used(names: readonly string[]): Promise<UsedTag[]> {
    if (names.length === 0) {
      return [];
    }
    return this.reader.query<UsedTag>(
      sql`
      select t.id, k.post_count as "postCount"
      from tag t
      join tag_counter k on k.tag_id = t.id
      where t.name_folded = any (${names.map(nameKey)}::text[])
      `,
    );
  }
}
