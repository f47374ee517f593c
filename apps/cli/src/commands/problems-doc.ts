// Loads every domain: each declares its problems when it is loaded.
import '../../../domains.js';
import { PROBLEM_STATUS } from '#libs/http';
import { allProblems } from '#libs/kernel';

/** The reference of all problems, in Markdown. */
export function problemsDocument(): Promise<string> {
  const rows = allProblems().map(
    ({ code, kind, title, help }) =>
      `| \`${code}\` | ${String(PROBLEM_STATUS[kind])} | ${title} | ${help} |`,
  );
  const lines = [
    '# Problems',
    '',
    'Every error that the API answers, generated from the code. `code` is stable; clients switch on it.',
    '',
    '| code | status | title | when, and what to do |',
    '|---|---|---|---|',
    ...rows,
    '',
  ];
  return Promise.resolve(lines.join('\n'));
}
