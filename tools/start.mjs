import { prepare } from './prepare.mjs';

const PARENT_CHECK_MS = 500;

await prepare({ build: true });
if (process.env.npm_lifecycle_event) {
  // npm's shell ends on SIGTERM without passing it on: then nobody is left who could end this process.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS).unref();
}
// In this very process: a signal goes straight to the API, which drains before it ends.
await import('../dist/apps/api/src/main.js');
