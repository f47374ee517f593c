export { FileMailer } from './file-mailer.js';
export { MailModule } from './mail.module.js';
export { type Mail, Mailer } from './mailer.js';
export { SmtpMailer } from './smtp-mailer.js';
