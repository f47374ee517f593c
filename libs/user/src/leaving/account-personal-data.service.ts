import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  walk,
} from '#libs/personal-data';
import { OwnAccountReader } from '../me/own-account.reader.js';
import { SessionExportReader } from '../sessions/session-export.reader.js';
import { AccountErasureService } from './account-erasure.service.js';

/** Sessions read at once. */
const PAGE = 500;

/** Account, profile and sessions of a person, and what lets the person in. The last part of an erasure. */
@Injectable()
export class AccountPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'account';
  readonly before = [];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly erasure: AccountErasureService,
    private readonly accounts: OwnAccountReader,
    private readonly sessions: SessionExportReader,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    const found = await this.accounts.account(userId);
    if (found !== undefined) {
      const { profile, ...account } = found.value;
      await files.value('account', account);
      await files.value('profile', profile);
    }
    await files.list(
      'sessions',
      walk((after) => this.sessions.all(userId, after, PAGE)),
    );
  }

  override erase(userId: UserId): Promise<Erased> {
    return this.erasure.erase(userId);
  }
}
