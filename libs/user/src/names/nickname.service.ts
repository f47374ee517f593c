import { Injectable, type OnModuleInit } from '@nestjs/common';
import { KnownName, KnownNameRegistry } from '#libs/account';
import type { Refusals } from '#libs/http';
import { nameKey, type UserId } from '#libs/kernel';
import { NicknameTaken } from './nickname.errors.js';
import { NicknameReader } from './nickname.reader.js';

/** Says whose a nickname is. */
@Injectable()
export class NicknameService extends KnownName implements OnModuleInit {
  constructor(
    private readonly reader: NicknameReader,
    private readonly known: KnownNameRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.known.register(this);
  }

  override of(userId: UserId): Promise<string | undefined> {
    return this.reader.of(userId);
  }

  /** Refuses early a nickname that belongs to somebody else. The database decides later. @param own who asks */
  async check(
    nickname: string | undefined,
    refusals: Refusals,
    own: UserId | null = null,
  ): Promise<void> {
    if (await this.isTaken(nickname, own)) {
      refusals.refuse('/nickname', NicknameTaken);
    }
  }

  /** Whether a nickname belongs to somebody else. */
  async isTaken(nickname: string | undefined, own: UserId | null = null): Promise<boolean> {
    return nickname !== undefined && (await this.reader.isTaken(nameKey(nickname), own));
  }
}
