import { createTransport } from 'nodemailer';
import { type Mail, Mailer } from './mailer.js';

/** How long a silent mail server is waited for, in milliseconds. */
const PATIENCE = 10_000;

/** Hands mails to an SMTP server. */
export class SmtpMailer extends Mailer {
  private readonly transport;

  /**
   * @param url `smtp://user:password@host:port`, or `smtps://…`
   * @param from sender of every mail
   */
  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    this.transport = createTransport({
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: PATIENCE,
      greetingTimeout: PATIENCE,
      socketTimeout: PATIENCE,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  override async send(mail: Mail): Promise<void> {
    // An address object is one receiver; a text could be read as a list of them.
    await this.transport.sendMail({ ...mail, from: this.from, to: { name: '', address: mail.to } });
  }

  override close(): Promise<void> {
    this.transport.close();
    return Promise.resolve();
  }
}
