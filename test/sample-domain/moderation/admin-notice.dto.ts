import { ReasonField } from '#libs/audit';
import { BooleanField } from '#libs/http';

/** What an administrator does to a notice, and why. */
export class ModerateNoticeDto {
  @BooleanField({ description: '`false` withholds it, `true` restores it.', example: false })
  isActive!: boolean;

  @ReasonField()
  reason!: string;
}
