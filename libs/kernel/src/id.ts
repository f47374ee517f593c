/**
 * Ids are 64-bit time-ordered integers made by the database, carried as strings of decimal digits:
 * JavaScript numbers lose precision past 2^53.
 */
declare const of: unique symbol;

/** The id of one kind of thing. Whose kind it is names it (`PostId`); others may write `Id<'post'>`, which is the same. */
export type Id<Of extends string = string> = string & { readonly [of]: Of };

export type UserId = Id<'user'>;
export type SessionId = Id<'session'>;

const MAX_ID = 9_223_372_036_854_775_807n;

/** Whether a text can be an id: decimal digits, no leading zero, at most a signed 64-bit integer. */
export function isId<Of extends string>(text: unknown): text is Id<Of> {
  return typeof text === 'string' && /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= MAX_ID;
}

/** The id in a text, or `undefined` when it can't be one. */
export function parseId<Of extends string>(text: unknown): Id<Of> | undefined {
  return isId<Of>(text) ? text : undefined;
}

/** Ascending order of ids by value: the order in which rows are locked. */
export function compareIds(a: Id, b: Id): number {
  return a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;
}
