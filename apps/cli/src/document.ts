import { writeFile } from 'node:fs/promises';
import type { CommandOptions } from './command.js';

/** Prints a generated document, or writes it to the file that `--out` names. */
export async function writeDocument(options: CommandOptions, text: string): Promise<void> {
  if (typeof options['out'] === 'string') {
    await writeFile(options['out'], text);
  } else {
    process.stdout.write(text);
  }
}
