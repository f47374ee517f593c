import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type Command,
  type CommandOptions,
  type DatabaseCommand,
  type DocumentCommand,
  UsageError,
} from './command.js';
import { commands } from './commands.js';
import { overview, usage } from './usage.js';

/** Exit code of a call that is not of the command's form (EX_USAGE). */
const USAGE = 64;

const [name = '--help', ...args] = process.argv.slice(2);
const command = commands.find((candidate) => candidate.name === name);
if (command !== undefined) {
  await call(command);
} else if (['--help', '-h', 'help'].includes(name)) {
  console.log(overview(commands));
} else {
  console.error(`There is no command "${name}".\n${overview(commands)}`);
  process.exitCode = USAGE;
}

async function call(called: Command): Promise<void> {
  if (args.includes('--help')) {
    console.log(usage(called));
    return;
  }
  await orUsage(called, async () => {
    const options = optionsOf(called);
    await (called.kind === 'document' ? print(called, options) : run(called, options));
  });
}

async function print(called: DocumentCommand, options: CommandOptions): Promise<void> {
  const make = await called.load();
  const text = await make();
  if (typeof options['out'] === 'string') {
    await writeFile(options['out'], text);
  } else {
    process.stdout.write(text);
  }
}

async function run(called: DatabaseCommand, options: CommandOptions): Promise<void> {
  const work = await called.load();
  const { runProgram } = await import('#libs/runtime');
  await runProgram(
    (program) =>
      orUsage(called, async () => {
        process.exitCode = await work(options, program);
      }),
    { once: true, logLevel: 'warn' },
  );
}

async function orUsage(called: Command, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    console.error(`${error.message}\n${usage(called)}`);
    process.exitCode = USAGE;
  }
}

function optionsOf(called: Command): CommandOptions {
  try {
    return parseArgs({ args, options: { ...called.options }, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
