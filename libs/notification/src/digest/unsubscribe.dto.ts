import { TextField } from '#libs/http';

/** Whose mails are to end. */
export class UnsubscribeQuery {
  @TextField({
    kind: 'exact',
    description: 'The token of the link in a mail.',
    maxLength: 200,
    optional: true,
    example: 'digest.42.Xb1rN0v9u3m5hQ0cC8yq2S7kT4wZ6eJfLdPaGiKoMnE',
  })
  token?: string;
}
