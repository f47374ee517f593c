import { type RenderedSql, renderSlots, slotOf, sql, type SqlFragment } from './sql/sql.js';

/** One run of a statement that each connection prepares under a name when it first meets it. */
export interface PreparedRun extends RenderedSql<unknown> {
  readonly name: string;
}

/** A declared statement: called with its values by name, it gives what can be run. */
type Prepared<Values extends object> = (values: Values) => PreparedRun;

/** A declared statement, for tests of its plan and for the benchmark. */
export interface DeclaredStatement {
  readonly name: string;
  /** As it is written. */
  readonly text: string;
  /** As it is sent: in one line. */
  readonly sent: string;
  /** Names of its values, in the order of their numbers in the text. */
  readonly slots: readonly string[];
}

/**
 * SQL: a parameter that is a list of ids. In a `select`, so that its length is a guess in every plan: else plans for
 * lists of one would look so cheap that the planner made one anew each time.
 */
export function idsIn(param: SqlFragment): SqlFragment {
  return sql`(select ${param}::bigint[])::bigint[]`;
}

/**
 * The viewer of a prepared statement when nobody is signed in: an id that nobody has. Of a null the planner would
 * make a plan of its own each time, so much can be left out of it.
 */
export const NOBODY = '0';

const declared = new Map<string, () => DeclaredStatement>();

/**
 * Declares a hot statement: parsed once a connection, and planned once for all parameters as soon as the planner
 * finds that no worse. So it must be written for one plan: a `limit` that is a parameter stands around one that is a
 * number, because an unknown limit is taken for a tenth of all rows. It is written when it is first run, so that libs
 * above may have declared pieces of it.
 *
 * @param name unique, short: `feed.home`
 * @param write makes the SQL; `slot('viewer')` is where the value named `viewer` stands, however often
 * @throws Error when the name is taken; at the first run, when the SQL carries a value of its own
 */
export function prepared<Values extends object>(
  name: string,
  write: (slot: (value: keyof Values & string) => SqlFragment) => SqlFragment,
): Prepared<Values> {
  if (declared.has(name)) {
    throw new Error(`The statement "${name}" is declared twice.`);
  }
  let written: DeclaredStatement | undefined;
  const statement = (): DeclaredStatement => {
    if (written === undefined) {
      const { text, values: slots } = renderSlots(write(slotOf));
      written = { name, text, sent: withoutLayout(text), slots };
    }
    return written;
  };
  declared.set(name, statement);
  return (values) => {
    const { sent, slots } = statement();
    return { name, text: sent, values: slots.map((slot) => Reflect.get(values, slot)) };
  };
}

const QUOTED = /('(?:[^']|'')*'|"(?:[^"]|"")*")/u;

/** The same SQL in one line, about a third shorter: PostgreSQL goes through the text of a prepared statement at each run. */
function withoutLayout(text: string): string {
  return text
    .split(QUOTED)
    .map((part, place) => (place % 2 === 1 ? part : part.replaceAll(/\s+/gu, ' ')))
    .join('');
}

/** Every prepared statement of the libs that have been loaded, by name: for tests of their plans. */
export function preparedStatements(): DeclaredStatement[] {
  return [...declared.values()]
    .map((statement) => statement())
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
