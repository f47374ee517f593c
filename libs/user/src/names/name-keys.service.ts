import { Injectable, type OnModuleInit } from '@nestjs/common';
import { nameKey } from '#libs/kernel';
import { Refoldings } from '#libs/text-search';
import { ReservedNicknameRepository } from './reserved-nickname.repository.js';

/** Says by which keys people are found. */
@Injectable()
export class NameKeysService implements OnModuleInit {
  constructor(
    private readonly refoldings: Refoldings,
    private readonly reserved: ReservedNicknameRepository,
  ) {}

  onModuleInit(): void {
    this.refoldings.register(this.reserved);
    const keyOf = nameKey;
    const profile = { table: 'profile', key: 'user_id', keyOf };
    const account = { table: 'user_account', key: 'id', keyOf };
    for (const column of [
      { ...account, column: 'full_name_folded', source: 't.full_name' },
      { ...profile, column: 'nickname_folded', source: 't.nickname', unique: true },
      { ...profile, column: 'skills_folded', source: 't.skills' },
      { ...profile, column: 'region_folded', source: 't.region' },
    ]) {
      this.refoldings.registerColumn(column);
    }
  }
}
