import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './people.js';

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

async function mailsTo(email: string): Promise<string[]> {
  const folder = join(process.env['MARU_DATA_DIR'] ?? '', 'mail');
  const names = await readdir(folder).catch(() => []);
  const mails = names
    .filter((name) => name.endsWith('.eml'))
    .map((name) => {
      const mail = read.get(name) ?? readFile(join(folder, name), 'utf8');
      read.set(name, mail);
      return mail;
    });
  return (await Promise.all(mails)).filter((mail) => mail.includes(`To: ${email}`));
}
