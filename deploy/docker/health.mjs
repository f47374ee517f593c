/* global AbortSignal */
import { readFileSync } from 'node:fs';

/**
 * Tells with its exit code whether the program of this container can do its work. A command that ends by
 * itself has no port and is always well.
 */
const { PORT = '3000', WORKER_PORT } = process.env;
const program = process.env.HEALTH_OF ?? programOf(1);
const port = { api: PORT, worker: WORKER_PORT }[program];
if (port) {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
    signal: AbortSignal.timeout(4_000),
  }).catch((error) => ({ ok: false, status: error.cause?.code ?? error.name }));
  if (!answer.ok) {
    console.error(`The ${program} is not ready (${answer.status}).`);
    process.exitCode = 1;
  }
}

/** What the entrypoint was told to run, also below an init process. */
function programOf(pid) {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
  const entrypoint = words.findIndex((word) => word.endsWith('/entrypoint.mjs'));
  return entrypoint < 0 ? undefined : (words[entrypoint + 1] ?? 'api');
}
