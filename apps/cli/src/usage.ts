import type { Command } from './command.js';

/** What `maru --help` prints. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `maru <command> [--option …]\n\n${lines.join('\n')}\n\nmaru <command> --help tells its options.`;
}

/** What `maru <command> --help` prints. */
export function usage({ name, summary, options }: Command): string {
  const lines = Object.entries(options).map(
    ([option, { type, help }]) => `  --${option}${type === 'string' ? ' <value>' : ''}  ${help}`,
  );
  return [`maru ${name}: ${summary}`, ...lines].join('\n');
}
