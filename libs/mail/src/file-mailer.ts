import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type Mail, Mailer } from './mailer.js';

/** Writes each mail as an `.eml` file, for running without a mail server. */
export class FileMailer extends Mailer {
  private readonly transport = createTransport({ streamTransport: true, buffer: true });
  private count = 0;

  /**
   * @param folder where the files lie; made with the first mail
   * @param from sender of every mail
   */
  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {
    super();
  }

  override async send(mail: Mail): Promise<void> {
    const { message } = await this.transport.sendMail({
      from: this.from,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      headers: { ...mail.headers },
      alternatives: [plainPart('text/plain', mail.text), plainPart('text/html', mail.html)],
    });
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, this.nextName());
    // A reader of the folder never sees half a mail.
    await writeFile(`${path}.part`, message, { mode: 0o600 });
    await rename(`${path}.part`, `${path}.eml`);
  }

  /** Sorts by time of sending, also within one millisecond of one process. */
  private nextName(): string {
    this.count += 1;
    const time = new Date().toISOString().replaceAll(/[-:]/g, '').replace('.', '-');
    const count = String(this.count).padStart(6, '0');
    return `${time}-${count}-${randomBytes(3).toString('hex')}`;
  }
}

/** A part as people and scripts can read it in the file: a transfer encoding would break links apart. */
function plainPart(type: string, content: string): { raw: string } {
  const head = `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit`;
  return { raw: `${head}\r\n\r\n${content.replaceAll(/\r?\n/g, '\r\n')}\r\n` };
}
