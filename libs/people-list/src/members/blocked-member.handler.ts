import { Injectable } from '@nestjs/common';
import { InTransaction } from '#libs/event-bus';
import { BlockAdded } from '#libs/events';
import { PeopleListMemberRepository } from './people-list-member.repository.js';

/** Who blocks somebody leaves that person's lists, and the person leaves theirs. */
@Injectable()
export class BlockedMemberHandler {
  constructor(private readonly members: PeopleListMemberRepository) {}

  @InTransaction(BlockAdded)
  part({ data }: BlockAdded): Promise<void> {
    return this.members.part(data.blockerId, data.blockedId);
  }
}
