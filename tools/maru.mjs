import { prepare } from './prepare.mjs';

await prepare({ build: true });
await import('../dist/apps/cli/src/main.js');
