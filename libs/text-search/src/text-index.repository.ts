import { Injectable } from '@nestjs/common';
import { fold, type Id } from '#libs/kernel';
import { sql, UnitOfWork } from '#libs/database';

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
    const value2 = sql.value(fold(title));
    const value3 = sql.value(fold(body));
    const idValue = sql.value(id);
    await this.work.execute(
      sql`
      with known as (
        update ${sql.raw(table)}
        set title = ${value2}, body = ${value3} ${sql.raw(asNewest ? ', place = default' : '')}
        where ${sql.raw(key)} = ${idValue}
        returning ${sql.raw(key)}
      )
      insert into ${sql.raw(table)} (${sql.raw(key)}, title, body)
      select ${idValue}::bigint, ${value2}::text, ${value3}::text
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
