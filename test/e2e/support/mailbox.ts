import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../../../libs/testing/src/eventually.js';

/** The token in a mail to this address whose link leads to this page, as soon as there is one. */
export async function mailedToken(
  email: string,
  page: 'verify-email' | 'reset-password',
): Promise<string> {
  const link = new RegExp(`/${page}\\?token=([\\w-]+)`);
  const token = await eventually(
    async () => (await mailsTo(email)).map((mail) => link.exec(mail)?.[1]).find(Boolean),
    (found) => found !== undefined,
  );
  return token ?? '';
}

const read = new Map<string, Promise<string>>();

/** Every mail that was sent up to now, oldest first. */
export async function mails(): Promise<string[]> {
  const folder = join(process.env['MARU_DATA_DIR'] ?? '', 'mail');
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names
      // What is still being written has another ending.
      .filter((name) => name.endsWith('.eml'))
      .sort()
      .map((name) => {
        const mail = read.get(name) ?? readFile(join(folder, name), 'utf8');
        read.set(name, mail);
        return mail;
      }),
  );
}

async function mailsTo(email: string): Promise<string[]> {
  return (await mails()).filter((mail) => mail.includes(`To: ${email}`));
}
