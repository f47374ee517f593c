import { allProblems } from '#libs/kernel';
import { statusOf } from '#libs/platform';
import type { Command } from '../command.js';
import { writeDocument } from '../document.js';
// Loads every domain: each declares its problems when it is loaded.
import '../cli.module.js';

export const problemsCommand: Command = {
  name: 'problems-doc',
  summary: 'print the reference of all problems',
  options: { out: { type: 'string', help: 'file to write instead' } },
  async run(options) {
    const rows = allProblems().map(
      (problem) =>
        `| \`${problem.code}\` | ${statusOf(problem.kind)} | ${problem.title} | ${problem.help} |`,
    );
    const text = [
      '# Problems',
      '',
      'Every error that the API answers, generated from the code. `code` is stable; clients switch on it.',
      '',
      '| code | status | title | when, and what to do |',
      '|---|---|---|---|',
      ...rows,
      '',
    ];
    await writeDocument(options, text.join('\n'));
    return 0;
  },
};
