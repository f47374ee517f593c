/** SQL that each connection prepares under a name when it first meets it. */
export interface PreparedSql {
  readonly name: string;
  readonly text: string;
}

/** What can be run: a text that is planned each time for its parameters, or a prepared one. */
export type Sql = string | PreparedSql;

/**
 * SQL: a parameter that is a list of ids. In a `select`, so that its length is a guess in every plan: else plans for
 * lists of one would look so cheap that the planner made one anew each time.
 */
export function idsIn(param: string): string {
  return `(select ${param}::bigint[])::bigint[]`;
}

/**
 * The viewer of a prepared statement when nobody is signed in: an id that nobody has. Of a null the planner would
 * make a plan of its own each time, so much can be left out of it.
 */
export const NOBODY = '0';

/** The text of either. */
export function textOf(sql: Sql): string {
  return typeof sql === 'string' ? sql : sql.text;
}

const declared = new Map<string, PreparedSql>();

/**
 * Declares a hot statement: parsed once a connection, and planned once for all parameters as soon as the planner
 * finds that no worse. So it must be written for one plan: a `limit` that is a parameter stands around one that is a
 * number, because an unknown limit is taken for a tenth of all rows.
 *
 * @param name unique, short: `feed.home`
 * @throws Error when the name is taken
 */
export function prepared(name: string, text: string): PreparedSql {
  if (declared.has(name)) {
    throw new Error(`The statement "${name}" is declared twice.`);
  }
  const statement = Object.freeze({ name, text });
  declared.set(name, statement);
  return statement;
}

/** Every prepared statement of the libs that have been loaded, by name: for tests of their plans. */
export function preparedStatements(): PreparedSql[] {
  return [...declared.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
