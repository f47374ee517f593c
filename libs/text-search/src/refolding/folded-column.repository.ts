import { sql, type UnitOfWork } from '#libs/database';
import type { Id } from '#libs/kernel';
import { FoldedKeys } from './folded-keys.js';

/** A text, or several. */
type Texts = string | readonly string[];

/** A column that holds the folded form of another one. */
export interface FoldedColumnOptions {
  readonly table: string;
  /** Primary key of the table: the id of the thing. */
  readonly key: string;
  readonly column: string;
  /** SQL of the text that is folded, or of a list of texts, of a row `t`, `null` when there is none. */
  readonly source: string;
  /** SQL that joins to `t` what the source needs. */
  readonly join?: string;
  /** Makes the key of one text. */
  readonly keyOf: (text: string) => string;
  /** No two rows may have the same key: a row whose new key is taken keeps the one that it has. */
  readonly unique?: boolean;
}

/** Keys in a column of a table. */
export class FoldedColumnRepository extends FoldedKeys {
  readonly subject: string;

  constructor(
    private readonly work: UnitOfWork,
    private readonly options: FoldedColumnOptions,
  ) {
    super();
    this.subject = `${options.table}.${options.column}`;
  }

  override async refold(after: Id | '0', limit: number): Promise<Id | undefined> {
    const { table, key, column, source, join = '', keyOf } = this.options;
    const { rows } = await this.work.execute<{ id: Id; stored: Texts; source: Texts | null }>(
      sql`
      select t.${sql.raw(key)} as id, t.${sql.raw(column)} as stored, ${sql.raw(source)} as source
      from ${sql.raw(table)} t
      ${sql.raw(join)}
      where t.${sql.raw(key)} > ${after}
      order by t.${sql.raw(key)}
      limit ${limit}
      `,
    );
    for (const row of rows) {
      const wanted = row.source === null ? null : keysOf(row.source, keyOf);
      if (wanted !== null && !isSame(wanted, row.stored)) {
        await this.store(row.id, row.stored, wanted);
      }
    }
    return rows.at(-1)?.id;
  }

  /** Leaves a row alone that somebody wrote meanwhile. */
  private async store(id: Id, before: Texts, after: Texts): Promise<void> {
    const { options } = this;
    const table = sql.raw(options.table);
    const column = sql.raw(options.column);
    const wanted = sql.value(after);
    const isFree = sql`not exists (select from ${table} o where o.${column} = ${wanted})`;
    await this.work.execute(
      sql`
      update ${table} t
      set ${column} = ${wanted}
      where ${sql.all([
        sql`t.${sql.raw(options.key)} = ${id}`,
        sql`t.${column} is not distinct from ${before}`,
        options.unique === true && isFree,
      ])}
      `,
    );
  }
}

function keysOf(texts: Texts, keyOf: (text: string) => string): Texts {
  return typeof texts === 'string' ? keyOf(texts) : texts.map((text) => keyOf(text));
}

function isSame(some: Texts, others: Texts): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}
