/** A value of a statement: sent beside its text, never inside it. */
class Parameter {
  constructor(readonly value: unknown) {}
}

/** A value that a prepared statement gets by name each time it is run. */
class Slot {
  constructor(readonly name: string) {}
}

type Part = string | Parameter | Slot;

/**
 * A piece of SQL with the values that it carries. Made by the tag `sql`, composed by putting one into another; its
 * parameters are numbered when the whole is rendered, so nobody counts them.
 */
export class SqlFragment {
  constructor(readonly parts: readonly Part[]) {}
}

/** A text that the driver runs, with its parameters numbered, and what stands at each number. */
export interface RenderedSql<Value> {
  readonly text: string;
  readonly values: readonly Value[];
}

/**
 * Makes a piece of SQL. What stands in `${}` is another piece, which becomes part of the text, or a value, which
 * becomes a parameter. A value that is meant twice is made a piece by `sql.value` and put in twice: it is one
 * parameter then.
 *
 * @example sql`select id from post where author_id = ${authorId}::bigint and ${visiblePost('p', viewer)}`
 */
export function sql(texts: TemplateStringsArray, ...values: readonly unknown[]): SqlFragment {
  return new SqlFragment(
    texts.flatMap((text, i) => (i === 0 ? [text] : [...partsOf(values[i - 1]), text])),
  );
}

function partsOf(value: unknown): readonly Part[] {
  return value instanceof SqlFragment ? value.parts : [new Parameter(value)];
}

/** A value as a piece of SQL: one parameter, however often the piece is put in. */
sql.value = (value: unknown): SqlFragment => new SqlFragment([new Parameter(value)]);

/** An object as a value of type `jsonb`; null stays null. */
sql.json = (value: object | null): SqlFragment =>
  sql`${value === null ? null : JSON.stringify(value)}::jsonb`;

/**
 * Names of tables, columns and aliases, and other SQL that stands in the program's own text. Never what comes from
 * outside.
 */
sql.raw = (text: string): SqlFragment => new SqlFragment([text]);

/** A whole number in the text itself: where the planner must know it. */
sql.number = (value: number): SqlFragment => {
  if (!Number.isSafeInteger(value)) {
    throw new Error(`${value} is no whole number.`);
  }
  return new SqlFragment([String(value)]);
};

/** A piece that says nothing. */
sql.empty = new SqlFragment([]);

/** Pieces with something between each two of them. */
sql.join = (pieces: readonly SqlFragment[], between: string): SqlFragment =>
  new SqlFragment(pieces.flatMap(({ parts }, i) => (i === 0 ? parts : [between, ...parts])));

/** A condition that holds when all of some do: always, when there are none. One that is `false` is left out. */
sql.all = (conditions: readonly (SqlFragment | false)[]): SqlFragment => {
  const asked = conditions.filter((condition) => condition !== false);
  return asked.length === 0 ? sql.raw('true') : sql`(${sql.join(asked, ' and ')})`;
};

/** The name of a value that a prepared statement is given when it is run. */
export function slotOf(name: string): SqlFragment {
  return new SqlFragment([new Slot(name)]);
}

/**
 * The text and the values of a statement.
 *
 * @throws Error when the piece has a slot: only prepared statements fill those
 */
export function renderSql({ parts }: SqlFragment): RenderedSql<unknown> {
  const { text, values } = numbered(parts);
  return {
    text,
    values: values.map((part) => {
      if (part instanceof Slot) {
        throw new Error(
          `Nothing is given for "${part.name}": only prepared statements have slots.`,
        );
      }
      return part.value;
    }),
  };
}

/**
 * The text of a prepared statement, and the names of its slots in the order of their numbers.
 *
 * @throws Error when the piece carries a value: what is prepared once can't know it
 */
export function renderSlots({ parts }: SqlFragment): RenderedSql<string> {
  const { text, values } = numbered(parts);
  return {
    text,
    values: values.map((part) => {
      if (part instanceof Parameter) {
        throw new Error(
          `A prepared statement carries the value ${String(part.value)}: use a slot.`,
        );
      }
      return part.name;
    }),
  };
}

/** Numbers parameters in the order in which they first occur: the one place that knows of `$1`. */
function numbered(parts: readonly Part[]): RenderedSql<Parameter | Slot> {
  const numbers = new Map<Parameter | string, number>();
  const values: (Parameter | Slot)[] = [];
  const text = parts.map((part) => {
    if (typeof part === 'string') {
      return part;
    }
    const key = part instanceof Slot ? part.name : part;
    const number = numbers.get(key) ?? values.push(part);
    numbers.set(key, number);
    return `$${number}`;
  });
  return { text: text.join(''), values };
}
