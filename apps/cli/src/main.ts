import { parseArgs } from 'node:util';
import { runCommand } from '#libs/platform';
import { type Command, UsageError } from './command.js';
import { createAdminCommand } from './commands/create-admin.js';
import { migrateCommand } from './commands/migrate.js';
import { openapiCommand } from './commands/openapi.js';
import { problemsCommand } from './commands/problems-doc.js';
import { reconcileCommand } from './commands/reconcile.js';
import { settingsCommand } from './commands/settings-doc.js';

const commands: readonly Command[] = [
  migrateCommand,
  createAdminCommand,
  reconcileCommand,
  openapiCommand,
  problemsCommand,
  settingsCommand,
];

await runCommand(async (program) => {
  const [name, ...args] = process.argv.slice(2);
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const wantsHelp = name === undefined || name === '--help' || name === 'help';
    (wantsHelp ? console.log : console.error)(
      wantsHelp ? overview() : `No command "${name}".\n${overview()}`,
    );
    return wantsHelp ? 0 : 64;
  }
  try {
    if (args.includes('--help')) {
      console.log(help(command));
      return 0;
    }
    return await command.run(optionsOf(command, args), program);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n${help(command)}`);
      return 64;
    }
    throw error;
  }
});

function optionsOf(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...command.options }, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `maru <command> [--option …]\n\n${lines.join('\n')}\n\nmaru <command> --help tells its options.`;
}

function help({ name, summary, options }: Command): string {
  const lines = Object.entries(options).map(
    ([option, { type, help: meaning }]) =>
      `  --${option}${type === 'string' ? ' <value>' : ''}  ${meaning}`,
  );
  return [`maru ${name}: ${summary}`, ...lines].join('\n');
}
