/** The program can't start for a reason that its operator can mend. The message is one line that says how. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
