/** A reason why the program can't start that its operator can remove. The message is one line for them. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
