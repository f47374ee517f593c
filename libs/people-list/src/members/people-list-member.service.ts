import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { NotFound, orNotFound } from '#libs/http';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { Blocked, PairRepository } from '#libs/social-graph';
import { ListFull } from '../list/people-list.errors.js';
import type { PeopleListId } from '../list/people-list.js';
import { PeopleListRepository } from '../list/people-list.repository.js';
import { PeopleListMemberRepository } from './people-list-member.repository.js';

/** Puts people into lists and takes them out. */
@Injectable()
export class PeopleListMemberService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly pairs: PairRepository,
    private readonly lists: PeopleListRepository,
    private readonly members: PeopleListMemberRepository,
  ) {}

  /**
   * Puts a person into a list of the viewer, followed or not, the viewer too. Repeating it changes nothing.
   *
   * @throws DomainError `not-found` for the list and the person, `blocked`, `list-full`
   */
  add({ userId }: Viewer, listId: PeopleListId, memberId: UserId): Promise<void> {
    return this.work.run(async () => {
      const { active, blocking, blockedBy } = await this.pairs.hold(userId, memberId);
      orNotFound(await this.lists.hold(userId, listId));
      if (!active || blockedBy) {
        throw new DomainError(NotFound);
      }
      if (blocking) {
        throw new DomainError(Blocked);
      }
      if (!(await this.members.add(userId, listId, memberId))) {
        throw new DomainError(ListFull);
      }
    });
  }

  /**
   * Takes a person out of a list of the viewer, also one who can't be seen any more. Repeating it changes nothing.
   *
   * @throws DomainError `not-found` for the list
   */
  remove({ userId }: Viewer, listId: PeopleListId, memberId: UserId): Promise<void> {
    return this.work.run(async () => {
      orNotFound(await this.lists.hold(userId, listId));
      await this.members.remove(listId, memberId);
    });
  }
}
