import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  untilNothing,
  walk,
} from '#libs/personal-data';
import { PeopleListErasureRepository } from './people-list-erasure.repository.js';
import { PeopleListExportReader } from './people-list-export.reader.js';

/** Rows read or removed at once. */
const BATCH = 500;
/** Lists removed at once: each may hold hundreds of people. */
const LISTS = 10;

/** Lists that a person keeps. In whose lists the person is, is nothing that the person may know. */
@Injectable()
export class PeopleListPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'lists';
  readonly before = [];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly reader: PeopleListExportReader,
    private readonly erasure: PeopleListErasureRepository,
    private readonly work: UnitOfWork,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.list(
      'lists/lists',
      walk((after) => this.reader.lists(userId, after, BATCH)),
    );
    await files.list(
      'lists/members',
      walk((after) => this.reader.members(userId, after, BATCH)),
    );
  }

  override async erase(userId: UserId): Promise<Erased> {
    const { work, erasure } = this;
    return {
      lists: await untilNothing(work, () => erasure.removeLists(userId, LISTS)),
      'lists of others': await untilNothing(work, () => erasure.leave(userId, BATCH)),
    };
  }
}
