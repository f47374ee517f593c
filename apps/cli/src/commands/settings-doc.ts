import { settingsReference } from '#libs/platform';
import type { Command } from '../command.js';
import { writeDocument } from '../document.js';

export const settingsCommand: Command = {
  name: 'settings-doc',
  summary: 'print the reference of all settings',
  options: { out: { type: 'string', help: 'file to write instead' } },
  async run(options) {
    const rows = settingsReference().map(
      (setting) => `| \`${setting.name}\` | ${setting.default} | ${setting.meaning} |`,
    );
    const text = [
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
    await writeDocument(options, text.join('\n'));
    return 0;
  },
};
