import { once } from 'node:events';
import { rm } from 'node:fs/promises';

/** Ends the program as Ctrl-C would, and removes what it left. */
export default async function stopProgram() {
  const { child, dataDir } = globalThis.maruProgram ?? {};
  if (child !== undefined && child.exitCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
  }
  if (dataDir !== undefined) {
    await rm(dataDir, { recursive: true, force: true });
  }
}
