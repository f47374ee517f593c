import { tellsLostConnection } from '#libs/kernel';

/** What the log keeps of an error. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  /** Of a database error: the violated constraint. */
  readonly constraint?: string;
  /** Of a database error: the statement, without its values. */
  readonly query?: string;
  readonly cause?: LoggedError;
}

/** Causes of causes are followed this far. */
const DEPTH = 5;

/**
 * What the system and the database say when something is away: the code and the message tell all of it, and the stack
 * is that of the driver. Node's own `ERR_…` are defects.
 */
const AWAY_CODE = /^(?:E(?!RR_)[A-Z_]{3,}|08\w{3}|57P\d\d|53300)$/;

/**
 * An error for the log. Only known fields are taken: errors of the database also carry the values of the
 * statement and of the row, which are personal.
 */
export function loggedError(error: unknown, depth = DEPTH): LoggedError {
  if (!isErrorLike(error)) {
    return { type: typeof error, message: String(error) };
  }
  const cause = causeIn(error);
  const root = rootCause(error);
  const away = AWAY_CODE.test(root.code ?? '') || tellsLostConnection(root.message);
  return {
    type: typeof error.name === 'string' ? error.name : 'Error',
    message: error.message,
    ...(away ? {} : textField(error, 'stack')),
    ...textField(error, 'code'),
    ...textField(error, 'constraint'),
    ...textField(error, 'query'),
    ...(cause !== undefined && depth > 0 ? { cause: loggedError(cause, depth - 1) } : {}),
  };
}

/** The innermost cause of an error, for telling whether two failures are the same. */
export function rootCause(
  error: unknown,
  depth = DEPTH,
): Pick<LoggedError, 'type' | 'message' | 'code'> {
  if (!isErrorLike(error)) {
    return { type: typeof error, message: String(error) };
  }
  const cause = causeIn(error);
  if (cause !== undefined && depth > 0) {
    return rootCause(cause, depth - 1);
  }
  const { name, message } = error;
  return { type: typeof name === 'string' ? name : 'Error', message, ...textField(error, 'code') };
}

function causeIn(error: object): unknown {
  const cause = readField(error, 'cause') ?? readField(error, 'driverError');
  return cause === null || cause === error ? undefined : cause;
}

/** Whether a value is an error, or looks like one. */
export function isErrorLike(value: unknown): value is { name?: unknown; message: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'message' in value &&
    typeof value.message === 'string'
  );
}

function readField(error: object, field: string): unknown {
  const value: unknown = Reflect.get(error, field);
  return value;
}

function textField<Field extends string>(
  error: object,
  field: Field,
): Partial<Record<Field, string>> {
  const value = readField(error, field);
  const fields: Partial<Record<string, string>> = {};
  if (typeof value === 'string') {
    fields[field] = value;
  }
  return fields;
}
