import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { copyFromContext } from './build-context.js';
import { copies, said, type Stage, stage } from './dockerfile.js';

const run = promisify(execFile);

/** Files of the image, made by the steps of the Dockerfile without a container engine. */
export interface ImageTree {
  /** What `/app` is in the image. */
  readonly app: string;
  readonly bytes: number;
  remove(): Promise<void>;
}

/**
 * Does the COPY and RUN steps of the stages `packages` and `build`, and the COPY steps of `runtime`, each stage
 * in a folder of its own. The Node.js is the one that runs this, and the compiler that of this checkout, which
 * was installed from the same lockfile.
 */
export async function imageTree(): Promise<ImageTree> {
  const root = await mkdtemp(join(tmpdir(), 'maru-image-'));
  // Another user than the one who builds it reads it.
  await chmod(root, 0o755);
  const folderOf = (name: string): string => join(root, name, 'app');
  for (const name of ['packages', 'build']) {
    await copyInto(stage(name), folderOf);
    for (const step of said(stage(name), 'RUN')) {
      await runStep(step, folderOf(name));
    }
  }
  await copyInto(stage('runtime'), folderOf);
  const app = folderOf('runtime');
  return {
    app,
    bytes: await size(app),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

async function copyInto(target: Stage, folderOf: (name: string) => string): Promise<void> {
  for (const { from, sources, target: to } of copies(target)) {
    const into = join(folderOf(target.name), to);
    await mkdir(to.endsWith('/') ? into : join(into, '..'), { recursive: true });
    for (const source of sources) {
      if (from === undefined) {
        copyFromContext(source, to === './' ? `${folderOf(target.name)}/` : into);
      } else {
        // Moved, not copied: no other stage wants it.
        await rename(source.replace('/app', folderOf(from)), into);
      }
    }
  }
}

async function runStep(step: string, folder: string): Promise<void> {
  // A folder that is mounted for the step; here npm has its own.
  const command = step.replace(/ --cache \S+/, '').trim();
  // A path outside of the stage's folder would be one of this machine.
  if (/(?:^|\s)[/~]/.test(command) || !/^(?:npm|node) [\w ./=-]+$/.test(command)) {
    throw new Error(`This step can't be tried without a container: ${command}`);
  }
  if (command === 'npm ci --ignore-scripts') {
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    return;
  }
  const env = { ...process.env, npm_config_prefer_offline: 'true' };
  await run('/bin/sh', ['-c', command], { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
}

async function size(folder: string): Promise<number> {
  const { stdout } = await run('du', ['-sb', folder]);
  return Number(stdout.split('\t')[0]);
}

/** Names of the packages in the tree. */
export async function packagesIn(app: string): Promise<string[]> {
  const names = await readdir(join(app, 'node_modules'));
  return names.filter((name) => !name.startsWith('.'));
}
