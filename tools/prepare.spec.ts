import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Stands in for npm: installs a compiler that copies names, and what the lockfile lists. */
const NPM = `
const fs = require('node:fs');
if (fs.existsSync('npm-breaks')) { console.error('E503 registry'); process.exit(1); }
fs.rmSync('node_modules', { recursive: true, force: true });
fs.mkdirSync('node_modules/typescript/bin', { recursive: true });
fs.copyFileSync('compiler.cjs', 'node_modules/typescript/bin/tsc');
fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
fs.appendFileSync('runs', 'npm ');
`;
const COMPILER = `
const fs = require('node:fs');
const path = require('node:path');
for (const name of fs.readdirSync('apps/api/src')) {
  const to = path.join('dist/apps/api/src', name.replace(/ts$/, 'js'));
  const text = fs.readFileSync(path.join('apps/api/src', name), 'utf8');
  if (text.includes('broken')) { console.log('error TS1005'); process.exit(2); }
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.writeFileSync(to, text);
}
fs.appendFileSync('runs', 'tsc ');
`;

let root: string;

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

function prepare(): Promise<{ code: number; said: string }> {
  const module = pathToFileURL(join(__dirname, 'prepare.mjs')).href;
  const script = `const { prepare } = await import(${JSON.stringify(module)});
    await prepare({ build: true, root: ${JSON.stringify(root)} });`;
  const env = { ...process.env, npm_execpath: join(root, 'npm-cli.js') };
  return new Promise((resolve) => {
    const words = ['--input-type=module', '-e', script];
    const child = execFile(process.execPath, words, { env }, (_error, _stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, said: stderr });
    });
  });
}

/** Which programs ran since the last call. */
async function ran(): Promise<string> {
  const text = existsSync(join(root, 'runs')) ? await readFile(join(root, 'runs'), 'utf8') : '';
  await rm(join(root, 'runs'), { force: true });
  return text.trim();
}

const lockfile = (version: string): string =>
  JSON.stringify({ packages: { '': {}, 'node_modules/typescript': { version } } });

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'maru prepare 마루-'));
  await put('npm-cli.js', NPM);
  await put('compiler.cjs', COMPILER);
  await put('package-lock.json', lockfile('1.0.0'));
  await put('apps/api/src/main.ts', 'one');
  await put('apps/api/src/other.ts', 'two');
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe('prepare', () => {
  it('installs and builds once, also when two begin at once, and then only what changed', async () => {
    const both = await Promise.all([prepare(), prepare()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await ran()).toBe('npm tsc');
    expect(await prepare()).toEqual({ code: 0, said: '' });
    expect(await ran()).toBe('');

    await put('apps/api/src/main.ts', 'three');
    expect((await prepare()).code).toBe(0);
    expect(await ran()).toBe('tsc');

    await put('package-lock.json', lockfile('1.0.1'));
    expect((await prepare()).code).toBe(0);
    expect(await ran()).toBe('npm tsc');
  });

  it('keeps an install made by hand when it is what the lockfile asks for', async () => {
    await prepare();
    await ran();
    await rm(join(root, 'node_modules', '.maru-install'));
    await prepare();
    expect(await ran()).toBe('');
  });

  it('removes the output of a removed source, and makes a lost output again', async () => {
    await prepare();
    await rm(join(root, 'apps/api/src/other.ts'));
    await prepare();
    expect(existsSync(join(root, 'dist/apps/api/src/other.js'))).toBe(false);
    await rm(join(root, 'dist/apps/api/src/main.js'));
    await prepare();
    expect(existsSync(join(root, 'dist/apps/api/src/main.js'))).toBe(true);
  });

  it('shows what went wrong, ends with 1, and tries again the next time', async () => {
    await put('npm-breaks', '');
    const npm = await prepare();
    expect(npm.code).toBe(1);
    expect(npm.said).toMatch(/E503 registry\nnpm ci failed/);
    await rm(join(root, 'npm-breaks'));

    await put('apps/api/src/other.ts', 'broken');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const build = await prepare();
      expect(build.code).toBe(1);
      expect(build.said).toMatch(/error TS1005\nThe build failed/);
    }
    await put('apps/api/src/other.ts', 'mended');
    expect((await prepare()).code).toBe(0);
  });
});
