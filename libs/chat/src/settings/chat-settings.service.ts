import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { PreconditionFailed } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import type { ChatSettings } from './chat-settings.js';
import { ChatSettingsRepository } from './chat-settings.repository.js';

/** Who may write to a person, and what partners see. */
@Injectable()
export class ChatSettingsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly settings: ChatSettingsRepository,
  ) {}

  /**
   * Changes what is given; the rest stays.
   *
   * @throws DomainError `precondition-failed`
   */
  change(
    { userId }: Viewer,
    change: { [Name in keyof ChatSettings]?: ChatSettings[Name] | undefined },
    expected: number | undefined,
  ): Promise<void> {
    return this.work.run(async () => {
      if (!(await this.settings.change(userId, change, expected))) {
        throw new DomainError(PreconditionFailed);
      }
    });
  }
}
