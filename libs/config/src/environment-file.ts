import { config } from 'dotenv';

/** Adds what `.env` in the working directory sets to the environment; what is set already stays. */
export function readEnvironmentFile(): void {
  config({ quiet: true });
}
