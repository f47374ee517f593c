import { endWithNpmShell } from './npm-shell.mjs';
import { prepare } from './prepare.mjs';

await prepare({ build: true });
endWithNpmShell();
// In this very process: a signal goes straight to the API, which drains before it ends.
await import('../dist/apps/api/src/main.js');
