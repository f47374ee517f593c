import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';

/** Compiles the benchmark into .cache/bench and runs it against the built programs. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
await prepare({ build: true });
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const { status } = spawnSync(process.execPath, [compiler, '-p', 'test/bench/tsconfig.json'], {
  stdio: 'inherit',
});
if (status !== 0) {
  process.exit(status ?? 1);
}
await import(pathToFileURL(join(root, '.cache', 'bench', 'test', 'bench', 'main.js')).href);
