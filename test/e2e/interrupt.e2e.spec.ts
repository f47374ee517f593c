import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, PATIENCE_MS } from '../../libs/testing/src/eventually.js';
import { freePort } from '../../libs/testing/src/free-port.js';
import { isAlive } from './support/processes.js';

/** A test that starts the API in the folder of its run, says where and as which process, and never ends. */
const ENDLESS = `
const { spawn } = require('node:child_process');
const { mkdtempSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

test('endless', () => {
  const folder = mkdtempSync(join(tmpdir(), 'program '));
  const env = { ...process.env, DATA_DIR: folder };
  const { pid } = spawn(process.execPath, ['dist/apps/api/src/main.js'], { env, stdio: 'ignore' });
  writeFileSync(join(__dirname, 'started'), JSON.stringify({ pid, folder }));
  return new Promise(() => undefined);
});
`;

let folder: string;
let run: ChildProcess;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maru endless-'));
});
afterEach(async () => {
  run.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

describe('a run of tests that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s ends with its programs, their databases and its folder',
    async (signal) => {
      const { program, postgres, scratch } = await begin();
      expect(await end(signal)).toBe(128 + constants.signals[signal]);
      expect([isAlive(program), isAlive(postgres), existsSync(scratch)]).toEqual([
        false,
        false,
        false,
      ]);
    },
  );

  it('ends with the database of a program that was killed', async () => {
    const { program, postgres } = await begin();
    process.kill(program, 'SIGKILL');
    await eventually(() => !isAlive(program));
    expect(isAlive(postgres)).toBe(true);
    expect(await end('SIGTERM')).toBe(128 + constants.signals.SIGTERM);
    expect(isAlive(postgres)).toBe(false);
  });
});

/** Begins the endless run. @returns process ids, and the folder of the run, once the program is ready */
async function begin(): Promise<{ program: number; postgres: number; scratch: string }> {
  await writeFile(join(folder, 'endless.spec.cjs'), ENDLESS);
  const config = {
    rootDir: folder,
    testMatch: ['**/*.spec.cjs'],
    transform: {},
    // Else Jest gives the endless test up, and the run ends by itself.
    testTimeout: 2 * PATIENCE_MS,
  };
  const port = await freePort();
  const { DATABASE_URL: _, ...inherited } = process.env;
  run = spawn(process.execPath, ['tools/test.mjs', '--config', JSON.stringify(config)], {
    env: {
      ...inherited,
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: String(port),
      DEMO_DATA: 'false',
    },
    stdio: 'ignore',
  });
  await eventually(async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    return answer?.ok === true;
  });
  const started: { pid: number; folder: string } = JSON.parse(
    await readFile(join(folder, 'started'), 'utf8'),
  );
  const file = await readFile(join(started.folder, 'postgres/data/postmaster.pid'), 'utf8');
  return {
    program: started.pid,
    postgres: Number(file.split('\n')[0]),
    scratch: join(started.folder, '..'),
  };
}

/** @returns the exit code of the run */
async function end(signal: NodeJS.Signals): Promise<unknown> {
  const ended = once(run, 'exit');
  run.kill(signal);
  return (await ended)[0];
}
