import { Injectable } from '@nestjs/common';
import { cursorOf, type Id, type Page, type PageRequest, type PostId, toPage } from '#libs/kernel';
import { SqlReader } from '#libs/database';
import { LAST_ID } from '../filter/post-sorts.sql.js';

/** What a post said before an edit. */
export interface RevisionRow {
  readonly id: Id<'post-revision'>;
  readonly title: string;
  readonly body: string;
  readonly tags: readonly string[];
  readonly editedAt: Date;
}

const newestFirst = cursorOf('post-revisions', ['id']);

/** Reads the history of posts. */
@Injectable()
export class PostRevisionReader {
  constructor(private readonly sql: SqlReader) {}

  /** One page of a post's earlier versions, newest first. @throws DomainError `invalid-cursor` */
  async ofPost(postId: PostId, { limit, cursor }: PageRequest): Promise<Page<RevisionRow>> {
    const [after] = cursor === undefined ? [LAST_ID] : newestFirst.decode(cursor);
    const rows = await this.sql.query<RevisionRow>(
      `
      select id, title, body, tags, edited_at as "editedAt"
      from post_revision
      where post_id = $1 and id < $3
      order by id desc
      limit $2
      `,
      [postId, limit + 1, after],
    );
    return toPage(rows, limit, ({ id }) => newestFirst.encode([id]));
  }
}
