import { readdir, readlink } from 'node:fs/promises';
import { commandLine, parentOf } from './process-identity.js';

/**
 * Ends the processes that a killed server left on its data folder. They end by themselves when they notice, but one
 * that works on a long statement, or waits for the disk, notices late, and until then no other server can be started.
 * What they still hold in memory is lost already; what is on the disk is repaired by the next start. Does nothing where
 * the system doesn't tell which processes there are.
 */
export async function endLeftBehind(data: string): Promise<void> {
  const running = await readdir('/proc').catch((): string[] => []);
  for (const pid of running.map(Number).filter(Number.isSafeInteger)) {
    if (!(await isChildOn(pid, data))) {
      continue;
    }
    const parent = await parentOf(pid);
    if (parent !== undefined && (await worksOn(parent, data))) {
      continue;
    }
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile, or belongs to somebody else: then the start tells what is in its way.
    }
  }
}

/** Whether it is one of the processes that a server on this folder works with. */
async function isChildOn(pid: number, data: string): Promise<boolean> {
  return (await worksOn(pid, data)) && ((await commandLine(pid)) ?? '').startsWith('postgres: ');
}

async function worksOn(pid: number, data: string): Promise<boolean> {
  return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === data;
}
