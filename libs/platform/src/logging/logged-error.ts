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
 * An error for the log. Only known fields are taken: errors of the database also carry the values of the
 * statement and of the row, which are personal.
 */
export function loggedError(error: unknown, depth = DEPTH): LoggedError {
  if (!isErrorLike(error)) {
    return { type: typeof error, message: String(error) };
  }
  const cause = readField(error, 'cause') ?? readField(error, 'driverError');
  return {
    type: typeof error.name === 'string' ? error.name : 'Error',
    message: error.message,
    ...textField(error, 'stack'),
    ...textField(error, 'code'),
    ...textField(error, 'constraint'),
    ...textField(error, 'query'),
    ...(cause !== undefined && cause !== null && cause !== error && depth > 0
      ? { cause: loggedError(cause, depth - 1) }
      : {}),
  };
}

function isErrorLike(value: unknown): value is { name?: unknown; message: string } {
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
