import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { nameContains } from '#libs/user';
import type { PostFilter } from '../post/post-filter.js';
import { TagReader } from '../tags/tag.reader.js';
import type { Resolved } from './post-conditions.sql.js';

/** People whose posts are looked through, all of them; more people have posts everywhere. */
const FEW_AUTHORS = 300;

/** Looks up what a filter names. */
@Injectable()
export class PostFilterReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly tags: TagReader,
  ) {}

  async resolve(filter: PostFilter): Promise<Resolved> {
    return {
      tags: await this.tags.used(filter.tags),
      authors: filter.nickname === undefined ? undefined : await this.authors(filter.nickname),
    };
  }

  private async authors(nickname: string): Promise<UserId[] | undefined> {
    const rows = await this.reader.query<{ id: UserId }>(
      sql`
      select named.user_id as id
      from profile named
      where ${nameContains('named.nickname_folded', nickname)}
      limit ${FEW_AUTHORS + 1}
      `,
    );
    return rows.length > FEW_AUTHORS ? undefined : rows.map(({ id }) => id);
  }
}
