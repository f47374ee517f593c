import { Injectable } from '@nestjs/common';
import type { Refusals } from '#libs/http';
import type { UserId } from '#libs/kernel';
import { EmailTaken, PhoneTaken } from './account.errors.js';
import { AccountReader } from './account.reader.js';
import { foldEmail } from './contact.js';

/** What can belong to one account only; absent is what nobody asks for. */
export interface WantedContacts {
  readonly email?: string | undefined;
  /** E.164. */
  readonly phone?: string | null | undefined;
}

/** Says early what belongs to somebody else. The database decides later. */
@Injectable()
export class AvailabilityService {
  constructor(private readonly reader: AccountReader) {}

  /** @param own the person who asks, whose own contacts are free for them */
  async check(
    { email, phone }: WantedContacts,
    refusals: Refusals,
    own: UserId | null = null,
  ): Promise<void> {
    const taken = await this.reader.taken(
      {
        ...(email === undefined ? {} : { emailFolded: foldEmail(email) }),
        ...(phone === undefined ? {} : { phone }),
      },
      own,
    );
    if (taken.email) {
      refusals.refuse('/email', EmailTaken);
    }
    if (taken.phone) {
      refusals.refuse('/phone', PhoneTaken);
    }
  }
}
