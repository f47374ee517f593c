/** One message to one person. */
export interface Mail {
  /** Address of the receiver. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Further headers, by name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends mail: through a mail server, or into a folder where none is configured. */
export abstract class Mailer {
  /** @throws Error when the mail was not taken; it may be sent again */
  abstract send(mail: Mail): Promise<void>;

  /** Gives back connections. */
  async close(): Promise<void> {
    // Nothing is kept open by default.
  }
}
