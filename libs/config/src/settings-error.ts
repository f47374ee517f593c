/** Settings with which the program can't start: one line per wrong setting, each says what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  /** @param problems one line each, starting with the name of the variable */
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
