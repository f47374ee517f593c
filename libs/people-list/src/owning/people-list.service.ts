import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { assertVersion, orNotFound } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { TooManyLists } from '../list/people-list.errors.js';
import { LISTS_PER_PERSON, type PeopleListId } from '../list/people-list.js';
import { PeopleListRepository } from '../list/people-list.repository.js';

/** Makes, renames and deletes lists of people, for their owner. */
@Injectable()
export class PeopleListService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly lists: PeopleListRepository,
  ) {}

  /** Makes an empty list. @throws DomainError `too-many-lists` */
  create({ userId }: Viewer, name: string): Promise<PeopleListId> {
    return this.work.run(async () => {
      if ((await this.lists.heldCount(userId)) >= LISTS_PER_PERSON) {
        throw new DomainError(TooManyLists);
      }
      return this.lists.create(userId, name);
    });
  }

  /** Gives a list another name. @throws DomainError `not-found`, `precondition-failed` */
  rename(
    viewer: Viewer,
    id: PeopleListId,
    name: string,
    expected: number | undefined,
  ): Promise<void> {
    return this.work.run(async () => {
      await this.hold(viewer, id, expected);
      await this.lists.rename(id, name);
    });
  }

  /** Deletes a list. @throws DomainError `not-found`, `precondition-failed` */
  remove(viewer: Viewer, id: PeopleListId, expected: number | undefined): Promise<void> {
    return this.work.run(async () => {
      await this.hold(viewer, id, expected);
      await this.lists.remove(id);
    });
  }

  private async hold(
    { userId }: Viewer,
    id: PeopleListId,
    expected: number | undefined,
  ): Promise<void> {
    const { version } = orNotFound(await this.lists.hold(userId, id));
    assertVersion(expected, version);
  }
}
