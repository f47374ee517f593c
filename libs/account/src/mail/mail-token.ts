/** What a token in a mail is good for. */
export type MailTokenPurpose = 'verify-email' | 'reset-password';

/** How long such a token works, in milliseconds: 24 hours, 30 minutes. */
export const MAIL_TOKEN_MS: Readonly<Record<MailTokenPurpose, number>> = {
  'verify-email': 24 * 3_600_000,
  'reset-password': 30 * 60_000,
};
