import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Size and time of every file that the build reads, by its path from the root. */
export function snapshotSources(root) {
  const files = {};
  for (const name of [
    'tsconfig.json',
    'tsconfig.build.json',
    'package.json',
    'package-lock.json',
  ]) {
    note(files, root, name);
  }
  for (const group of ['apps', 'libs']) {
    for (const part of list(join(root, group))) {
      if (!part.isDirectory() || (group === 'libs' && part.name === 'testing')) {
        continue;
      }
      walk(files, root, `${group}/${part.name}/src`);
    }
  }
  return files;
}

/**
 * What the build has to do: `nothing`, `build`, or `rebuild` from an empty folder because a source
 * is gone (its output would live on) or an output is missing (the compiler would not notice).
 */
export function buildNeed(root, files) {
  const built = readStamp(root);
  if (built === undefined) {
    return 'rebuild';
  }
  if (Object.keys(built).some((path) => !(path in files))) {
    return 'rebuild';
  }
  const outputs = Object.keys(built).filter((path) => /^(apps|libs)\/.*\.ts$/.test(path));
  const isMissing = (path) => !existsSync(join(root, 'dist', path.replace(/ts$/, 'js')));
  if (outputs.some((path) => !path.endsWith('.d.ts') && isMissing(path))) {
    return 'rebuild';
  }
  return Object.keys(files).every((path) => built[path] === files[path]) ? 'nothing' : 'build';
}

/** Notes what was built. `files` must have been taken before the build began. */
export function recordBuild(root, files) {
  mkdirSync(dirname(stampPath(root)), { recursive: true });
  writeFileSync(stampPath(root), JSON.stringify(files));
}

function walk(files, root, folder) {
  for (const entry of list(join(root, folder))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      walk(files, root, path);
    } else if (/\.(ts|json)$/.test(path) && !path.endsWith('.spec.ts')) {
      note(files, root, path);
    }
  }
}

function note(files, root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat !== undefined) {
    files[path] = `${stat.size} ${stat.mtimeMs}`;
  }
}

function list(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readStamp(root) {
  try {
    return JSON.parse(readFileSync(stampPath(root), 'utf8'));
  } catch {
    return undefined;
  }
}

function stampPath(root) {
  return join(root, 'dist', '.maru-build');
}
