import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Whether node_modules is what package-lock.json asks for, on this Node and this machine. */
export function packagesAreCurrent(root) {
  const recorded = readText(stampPath(root));
  return recorded !== undefined && recorded === wanted(root);
}

/**
 * Notes that node_modules is current. Answers false, and notes nothing, when npm's own record of
 * what it installed differs from package-lock.json.
 */
export function recordPackages(root) {
  if (!matchesLockfile(root)) {
    return false;
  }
  writeFileSync(stampPath(root), wanted(root));
  return true;
}

/** The program and first arguments that run npm, without a shell where that is possible. */
export function npmCommand() {
  const beside = dirname(process.execPath);
  const script = [
    process.env.npm_execpath ?? '',
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => /npm-cli\.c?js$/.test(path) && existsSync(path));
  return script === undefined ? ['npm'] : [process.execPath, script];
}

function matchesLockfile(root) {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  const locked = readPackages(join(root, 'package-lock.json'));
  if (installed === undefined || locked === undefined) {
    return false;
  }
  for (const [path, { version, integrity, optional, devOptional }] of Object.entries(locked)) {
    if (path === '') {
      continue;
    }
    const found = installed[path];
    // What is meant for other systems is not installed.
    if (found === undefined && (optional || devOptional)) {
      continue;
    }
    if (found?.version !== version || found?.integrity !== integrity) {
      return false;
    }
  }
  return Object.keys(installed).every((path) => path in locked);
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function wanted(root) {
  const lockfile = readText(join(root, 'package-lock.json')) ?? '';
  const hash = createHash('sha256').update(lockfile).digest('hex');
  const { versions, platform, arch } = process;
  return `${hash} node-abi-${versions.modules} ${platform}-${arch}\n`;
}

function stampPath(root) {
  return join(root, 'node_modules', '.maru-install');
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
