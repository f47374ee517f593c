import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  walk,
} from '#libs/personal-data';
import { AccountReader } from '../account/account.reader.js';
import { SessionExportReader } from '../sessions/session-export.reader.js';
import { AccountErasureService } from './account-erasure.service.js';

/** Sessions read at once. */
const PAGE = 500;

/** Account and sessions of a person, and what lets the person in. The last part of an erasure. */
@Injectable()
export class AccountPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'account';
  readonly before = [];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly erasure: AccountErasureService,
    private readonly accounts: AccountReader,
    private readonly sessions: SessionExportReader,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    const account = await this.accounts.own(userId);
    if (account !== undefined) {
      await files.value('account', account);
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
