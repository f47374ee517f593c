import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { npmCommand, packagesAreCurrent, recordPackages } from './packages.mjs';
import { buildNeed, recordBuild, snapshotSources } from './sources.mjs';

const CHECKOUT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Makes a checkout ready to run: the packages of package-lock.json and, with `build`, the compiled
 * program in dist. Does nothing, in a few milliseconds, when both are current. Ends the process
 * with 1 when it can't. Says what it does on stderr, so that a command's output stays clean.
 */
export async function prepare({ build, root = CHECKOUT }) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Maru needs Node.js 20.19 or newer; this is ${process.versions.node}. See nodejs.org.`);
  }
  const isReady = () =>
    packagesAreCurrent(root) && (!build || buildNeed(root, snapshotSources(root)) === 'nothing');
  if (isReady()) {
    return;
  }

  const onWait = (pid) => say(`Waiting for another Maru that is preparing (process ${pid}) …`);
  try {
    await withLock(
      join(root, '.cache', 'prepare.lock'),
      async () => {
        if (!packagesAreCurrent(root) && !recordPackages(root)) {
          await install(root);
        }
        if (build) {
          await compile(root);
        }
      },
      onWait,
    );
  } catch (error) {
    fail(`Maru can't be prepared in ${root}: ${error.message}`);
  }
}

async function install(root) {
  say('Installing packages (the first time this takes a minute) …');
  // The compiler is needed here, whatever NODE_ENV says.
  await run([...npmCommand(), 'ci', '--include=dev', '--no-audit', '--no-fund'], root, 'npm ci');
  if (!recordPackages(root)) {
    fail('npm installed something else than package-lock.json asks for. Run "npm ci" by hand.');
  }
}

async function compile(root) {
  const files = snapshotSources(root);
  const need = buildNeed(root, files);
  if (need === 'nothing') {
    return;
  }
  say('Building …');
  if (need === 'rebuild') {
    rmSync(join(root, 'dist'), { recursive: true, force: true });
  }
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await run([process.execPath, compiler, '-p', 'tsconfig.build.json'], root, 'The build');
  recordBuild(root, files);
}

/** Runs a program to its end. Its output is shown only when it fails, and then this process ends. */
function run([program, ...args], cwd, title) {
  return new Promise((resolve) => {
    const output = [];
    const shell = process.platform === 'win32' && program === 'npm';
    const child = spawn(program, args, { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => fail(`${title} could not be started: ${error.message}`));
    child.on('close', (code, signal) => {
      if (code === 0) {
        return resolve();
      }
      process.stderr.write(Buffer.concat(output));
      fail(`${title} failed (${signal ?? code}); see the lines above.`);
    });
  });
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
