import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './render.js';

const PROGRAM = join(__dirname, 'validate-manifests.mjs');

/** What Kubernetes and the operators would refuse of the manifests. */
export function refusedByKubernetes(manifests: readonly unknown[]): string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM], {
    cwd: ROOT,
    input: JSON.stringify(manifests),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as string[];
}
