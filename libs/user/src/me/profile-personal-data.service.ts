import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
} from '#libs/personal-data';
import { ProfileErasureRepository } from '../profile/profile-erasure.repository.js';
import { OwnAccountReader } from './own-account.reader.js';

/** The profile of a person, and nicknames that are kept for the person. */
@Injectable()
export class ProfilePersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'profile';
  readonly before = ['account'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly profiles: OwnAccountReader,
    private readonly erasure: ProfileErasureRepository,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    const found = await this.profiles.profile(userId);
    if (found !== undefined) {
      await files.value('profile', found.value);
    }
  }

  override erase(userId: UserId): Promise<Erased> {
    return this.work.run(() => this.erasure.remove(userId));
  }
}
