import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

await prepare({ build: true });
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
// Everything that a run leaves behind lies in a folder of its own, apart from other runs on the machine, and goes with it.
const scratch = mkdtempSync(join(tmpdir(), 'maru test '));
// As root, PostgreSQL runs as somebody else, who must be able to pass.
if (process.getuid?.() === 0) chmodSync(scratch, 0o711);
const child = spawn(process.execPath, [jest, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  // It stands once per worker between the results, and says nothing about them.
  env: {
    ...process.env,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    TMPDIR: scratch,
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('close', (code, signal) => {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
});
