import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Which build of the program runs. */
export interface Version {
  readonly name: string;
  readonly version: string;
  /** Of the sources; `null` when the build did not say and there is no checkout. */
  readonly commit: string | null;
  /** ISO 8601 in UTC; `null` when it is not known. */
  readonly builtAt: string | null;
  /** Version of Node.js, without the `v`. */
  readonly node: string;
}

/** What a build may state about itself. */
export interface BuildStamp {
  readonly commit: string | undefined;
  readonly builtAt: string | undefined;
}

const NAME = 'maru';

/**
 * Which build runs, by its stamp, else by the checkout around it. Never fails.
 *
 * @param program path of the file that was started
 */
export function versionOf(stamp: BuildStamp, program = process.argv[1] ?? ''): Version {
  const root = rootOf(program) ?? rootOf(join(process.cwd(), 'package.json'));
  return {
    name: NAME,
    version: root?.version ?? '0.0.0',
    commit: stamp.commit ?? (root === undefined ? null : commitOf(join(root.folder, '.git'))),
    builtAt: stamp.builtAt ?? changedAt(program),
    node: process.versions.node,
  };
}

/** The folder at or above a file whose package.json is ours. */
function rootOf(file: string): { folder: string; version: string } | undefined {
  const folder = dirname(file);
  const version = versionIn(textOf(join(folder, 'package.json')));
  if (version !== undefined) {
    return { folder, version };
  }
  return folder === file || folder === '.' ? undefined : rootOf(folder);
}

function versionIn(manifest: string | undefined): string | undefined {
  try {
    const value: unknown = JSON.parse(manifest ?? 'null');
    const ours =
      typeof value === 'object' && value !== null && 'name' in value && value.name === NAME;
    return ours && 'version' in value && typeof value.version === 'string'
      ? value.version
      : undefined;
  } catch {
    return undefined;
  }
}

function commitOf(git: string): string | null {
  const head = textOf(join(git, 'HEAD'))?.trim() ?? '';
  const ref = /^ref: (.+)$/.exec(head)?.[1];
  const commit = ref === undefined ? head : (textOf(join(git, ref)) ?? packed(git, ref))?.trim();
  return commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit) ? commit : null;
}

function packed(git: string, ref: string): string | undefined {
  const line = textOf(join(git, 'packed-refs'))
    ?.split('\n')
    .find((entry) => entry.endsWith(` ${ref}`));
  return line?.split(' ', 1)[0];
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function changedAt(path: string): string | null {
  try {
    return statSync(path).mtime.toISOString();
  } catch {
    return null;
  }
}
