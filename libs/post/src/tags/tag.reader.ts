import { Injectable } from '@nestjs/common';
import { ascending, type Keyset, opposedKey, sortKey, sql, SqlReader } from '#libs/database';
import { nameKey, type Page, type PageRequest } from '#libs/kernel';
import type { TagId } from '../post/tag.js';
import { beginsSo } from './tag-prefix.sql.js';

/** Most used first, or by name. */
export type TagOrder = 'popular' | 'name';

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

const SORTS: Readonly<Record<TagOrder, Keyset>> = {
  popular: ascending(
    'tags.popular',
    opposedKey('k.post_count', 'integer', 'postCount'),
    sortKey('k.name_folded', 'text', 'folded'),
  ),
  name: ascending('tags.name', sortKey('t.name_folded', 'text', 'folded')),
};

/** Reads tags. */
@Injectable()
export class TagReader {
  constructor(private readonly reader: SqlReader) {}

  /** One page of tags of posts that everyone can see. @throws DomainError `invalid-cursor` */
  page(prefix: string, sort: TagOrder, request: PageRequest): Promise<Page<TagRow>> {
    return this.reader.page<TagRow>(
      SORTS[sort],
      request,
      ({ after, order, limit }) => sql`
      select t.name, t.name_folded as folded, k.post_count as "postCount"
      from tag t
      join tag_counter k on k.tag_id = t.id
      where k.post_count > 0
        and ${beginsSo('t.name_folded', prefix)}
        and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
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
