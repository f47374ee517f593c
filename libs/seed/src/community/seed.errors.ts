/** A database that must not be seeded now. The message is one line that says what to do. */
export class SeedRefused extends Error {
  override readonly name = 'SeedRefused';
}
