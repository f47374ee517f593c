import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import { fold, type Id } from '#libs/kernel';

/**
 * Folded texts of one kind of thing, in a table `(<key>, place, title, body)` with an index over `text_keys`.
 * `place` is an identity column: the order in which texts were added, and of what is found.
 */
export interface TextIndex {
  readonly table: string;
  /** Primary key of the table: the id of the thing. */
  readonly key: string;
}

/** A text to be found by. */
export interface IndexedText {
  readonly title?: string;
  readonly body: string;
}

/** Writes text indexes, in the transaction of what the texts belong to: they are found as soon as that is seen. */
@Injectable()
export class TextIndexRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Makes a thing be found by this text, instead of the one that it had.
   *
   * @param asNewest whether it comes before all others from now on; else it keeps the place that it had
   */
  async put(
    { table, key }: TextIndex,
    id: Id,
    { title = '', body }: IndexedText,
    asNewest = false,
  ): Promise<void> {
    // An update, not an insert that gives way to one: that would use up a place each time.
    const texts = sql.raw(table);
    const keyColumn = sql.raw(key);
    const keyValue = sql.value(id);
    const foldedTitle = sql.value(fold(title));
    const foldedBody = sql.value(fold(body));
    await this.work.execute(
      sql`
      with known as (
        update ${texts}
        set title = ${foldedTitle}, body = ${foldedBody} ${sql.raw(asNewest ? ', place = default' : '')}
        where ${keyColumn} = ${keyValue}
        returning ${keyColumn}
      )
      insert into ${texts} (${keyColumn}, title, body)
      select ${keyValue}::bigint, ${foldedTitle}::text, ${foldedBody}::text
      where not exists (select from known)
      `,
    );
  }

  /** Makes things be found no more. */
  async remove({ table, key }: TextIndex, ids: readonly Id[]): Promise<void> {
    await this.work.execute(
      sql`delete from ${sql.raw(table)} where ${sql.raw(key)} = any (${ids}::bigint[])`,
    );
  }
}
