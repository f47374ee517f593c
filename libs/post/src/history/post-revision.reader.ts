import { Injectable } from '@nestjs/common';
import { cursorOf, type Id, type Page, type PageRequest, type PostId, toPage } from '#libs/kernel';
import { sql, SqlReader } from '#libs/database';
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
  constructor(private readonly reader: SqlReader) {}

  /** One page of a post's earlier versions, newest first. @throws DomainError `invalid-cursor` */
  async ofPost(postId: PostId, { limit, cursor }: PageRequest): Promise<Page<RevisionRow>> {
    const [after] = cursor === undefined ? [LAST_ID] : newestFirst.decode(cursor);
    const rows = await this.reader.query<RevisionRow>(
      sql`
      select id, title, body, tags, edited_at as "editedAt"
      from post_revision
      where post_id = ${postId} and id < ${after}
      order by id desc
      limit ${limit + 1}
      `,
    );
    return toPage(rows, limit, ({ id }) => newestFirst.encode([id]));
  }
}
