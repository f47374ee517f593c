import type { Program } from '#libs/runtime';

/** Values of the options that were given. */
export type CommandOptions = Readonly<Record<string, string | boolean | undefined>>;

/** What every command tells of itself, without being loaded. */
interface CommandDescription {
  readonly name: string;
  /** One line for `maru --help`. */
  readonly summary: string;
  /** Options by name: what each means, and whether it takes a value. */
  readonly options: Readonly<Record<string, { type: 'string' | 'boolean'; help: string }>>;
}

/** A command that works on the database that the settings name. */
export interface DatabaseCommand extends CommandDescription {
  readonly kind: 'database';
  /** @returns the work of the command, which answers its exit code */
  load(): Promise<(options: CommandOptions, program: Program) => Promise<number>>;
}

/** A command that prints a document made from the code alone; it needs neither settings nor a database. */
export interface DocumentCommand extends CommandDescription {
  readonly kind: 'document';
  /** @returns what makes the text */
  load(): Promise<() => Promise<string>>;
}

/** One command of `maru`. */
export type Command = DatabaseCommand | DocumentCommand;

/** A call that is not of the command's form; told with a hint at `--help`. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The text of an option. @throws UsageError when it is missing */
export function required(options: CommandOptions, name: string): string {
  const value = options[name];
  if (typeof value !== 'string' || value === '') {
    throw new UsageError(`--${name} is required.`);
  }
  return value;
}
