import { Injectable } from '@nestjs/common';
import { nameKey, type UserId } from '#libs/kernel';
import type { Refusals } from '#libs/http';
import { foldEmail } from './contact.js';
import { EmailTaken, NicknameTaken, PhoneTaken } from './user.errors.js';
import { AccountReader } from './account.reader.js';

/** What can belong to one person only; absent is what nobody asks for. */
export interface WantedNames {
  readonly email?: string | undefined;
  /** E.164. */
  readonly phone?: string | null | undefined;
  readonly nickname?: string | undefined;
}

/** Says early what belongs to somebody else. The database decides later. */
@Injectable()
export class AvailabilityService {
  constructor(private readonly reader: AccountReader) {}

  /** @param own the person who asks, whose own names are free for them */
  async check(wanted: WantedNames, refusals: Refusals, own: UserId | null = null): Promise<void> {
    const { email, phone, nickname } = wanted;
    const taken = await this.reader.taken(
      {
        ...(email === undefined ? {} : { emailFolded: foldEmail(email) }),
        ...(phone === undefined ? {} : { phone }),
        ...(nickname === undefined ? {} : { nicknameFolded: nameKey(nickname) }),
      },
      own,
    );
    if (taken.email) {
      refusals.refuse('/email', EmailTaken);
    }
    if (taken.phone) {
      refusals.refuse('/phone', PhoneTaken);
    }
    if (taken.nickname) {
      refusals.refuse('/nickname', NicknameTaken);
    }
  }
}
