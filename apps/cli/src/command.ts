import type { Program } from '#libs/platform';

/** Values of the options that were given. */
export type CommandOptions = Readonly<Record<string, string | boolean | undefined>>;

/** One command of `maru`. */
export interface Command {
  readonly name: string;
  /** One line for `maru --help`. */
  readonly summary: string;
  /** Options by name: what each means, and whether it takes a value. */
  readonly options: Readonly<Record<string, { type: 'string' | 'boolean'; help: string }>>;
  /** @returns the exit code */
  run(options: CommandOptions, program: Program): Promise<number>;
}

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
