import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './manifest.js';

export const ROOT = join(__dirname, '..', '..', '..', '..');
export const CHART = join(ROOT, 'deploy', 'helm', 'maru');
const HELM = 'helm';
/** Renders a chart like Helm, where Helm itself isn't to be had. */
const STAND_IN = join(ROOT, '..', 'shared', 'tools', 'helm-render', 'helm-render');

/** Sets of values by name, each as its files. */
export const VALUES: Record<string, string[]> = {
  'the defaults': [],
  staging: [join(CHART, 'values-staging.yaml')],
  production: [join(CHART, 'values-prod.yaml')],
  everything: [join(__dirname, '..', 'values', 'everything.yaml')],
};

/** Outcome of a rendering. */
export interface Rendering {
  manifests: Manifest[];
  /** What was said about values that can't be rendered. */
  refusal: string | undefined;
}

/**
 * Renders the chart.
 *
 * @param further values that win over those of the files
 * @throws when there is nothing to render it with
 */
export function render(files: readonly string[], further: object = {}): Rendering {
  const folder = mkdtempSync(join(tmpdir(), 'maru-values-'));
  try {
    const last = join(folder, 'values.json');
    writeFileSync(last, JSON.stringify(further));
    return run([...files, last]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(files: readonly string[]): Rendering {
  const [program, ...args] = command(files.flatMap((file) => ['-f', file]));
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error !== undefined) {
    throw error;
  }
  if (status !== 0) {
    if (/not found|cannot find package/i.test(stderr)) {
      throw new Error(
        `The chart can't be rendered: install Helm, or the Debian packages golang-go, ` +
          `golang-github-masterminds-sprig-dev and golang-gopkg-yaml.v3-dev.\n${stderr}`,
      );
    }
    return { manifests: [], refusal: stderr };
  }
  const manifests: (Manifest | null)[] = parseAllDocuments(stdout).map(
    (document) => document.toJSON() as Manifest | null,
  );
  return { manifests: manifests.filter((manifest) => manifest !== null), refusal: undefined };
}

function command(values: string[]): [string, ...string[]] {
  if (spawnSync(HELM, ['version', '--short']).status === 0) {
    return [HELM, 'template', 'maru', CHART, '--namespace', 'maru', ...values];
  }
  if (existsSync(STAND_IN)) {
    return [STAND_IN, '-name', 'maru', '-namespace', 'maru', ...values, CHART];
  }
  throw new Error("The chart can't be rendered: there is no helm on the PATH. Install it.");
}
