import { join } from 'node:path';
import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '#libs/config';
import { FileMailer } from './file-mailer.js';
import { Mailer } from './mailer.js';
import { SmtpMailer } from './smtp-mailer.js';

/** Mail for every lib: through `MAIL_URL`, else into `DATA_DIR/mail`. */
@Global()
@Module({
  providers: [{ provide: Mailer, inject: [Settings], useFactory: mailerFor }],
  exports: [Mailer],
})
export class MailModule implements OnApplicationShutdown {
  constructor(private readonly mailer: Mailer) {}

  async onApplicationShutdown(): Promise<void> {
    await this.mailer.close();
  }
}

function mailerFor({ mailUrl, mailFrom, dataDir }: Settings): Mailer {
  return mailUrl === undefined
    ? new FileMailer(join(dataDir, 'mail'), mailFrom)
    : new SmtpMailer(mailUrl, mailFrom);
}
