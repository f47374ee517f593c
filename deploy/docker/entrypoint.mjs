import { fileURLToPath } from 'node:url';

/**
 * Runs one of the programs of the image, in this very process: a signal of the orchestrator reaches the
 * program itself.
 *
 *   entrypoint.mjs api | worker | bucket | <command of maru> [options]
 */
const [name = 'api', ...options] = process.argv.slice(2);
const own = {
  api: '../../dist/apps/api/src/main.js',
  worker: '../../dist/apps/worker/src/main.js',
  bucket: './bucket.mjs',
};
const isOwn = Object.hasOwn(own, name);
const program = new URL(isOwn ? own[name] : '../../dist/apps/cli/src/main.js', import.meta.url);
// The programs read their arguments, and find their version, by what Node would have been called with.
process.argv = [process.argv[0], fileURLToPath(program), ...(isOwn ? options : [name, ...options])];
await import(program);
