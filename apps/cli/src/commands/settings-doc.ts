import { settingsReference } from '#libs/config';

/** The reference of all settings, in Markdown. */
export function settingsDocument(): Promise<string> {
  const rows = settingsReference().map(
    (setting) => `| \`${setting.name}\` | ${setting.default} | ${setting.meaning} |`,
  );
  const lines = [
    '# Settings',
    '',
    'Environment variables, generated from the code. `.env` in the working directory is read; what is set in the',
    'environment wins. A wrong value stops the start with one line that says what to do.',
    '',
    '| name | default | meaning |',
    '|---|---|---|',
    ...rows,
    '',
  ];
  return Promise.resolve(lines.join('\n'));
}
