import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counters } from '#libs/counters';
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
import { ReactionErasureRepository } from './reaction-erasure.repository.js';
import { ReactionExportReader } from './reaction-export.reader.js';
import { declaredReactions, type ReactionKind } from './reaction-kind.sql.js';

/** Edges removed in one transaction, or read at once. */
const BATCH = 1_000;

/** Likes and bookmarks of a person, and those that others gave to what goes with the person. */
@Injectable()
export class ReactionPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'reaction';

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly counters: Counters,
    private readonly edges: ReactionErasureRepository,
    private readonly reader: ReactionExportReader,
  ) {
    super();
  }

  /** Reactions to things are found by the things. */
  get before(): readonly string[] {
    return [...new Set(declaredReactions().map(({ of }) => of.section))];
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    for (const kind of declaredReactions()) {
      const made = walk((after) => this.reader.made(kind, userId, after, BATCH));
      await files.list(kind.file, made);
    }
  }

  override async erase(userId: UserId): Promise<Erased> {
    const erased: Record<string, number> = {};
    for (const kind of declaredReactions()) {
      erased[kind.name] = await this.removeOf(kind, userId);
      erased[`received ${kind.name}`] = await untilNothing(this.work, () =>
        this.edges.removeTo(kind, userId, BATCH),
      );
    }
    return erased;
  }

  private removeOf(kind: ReactionKind, userId: UserId): Promise<number> {
    return untilNothing(this.work, async () => {
      const targets = await this.edges.removeOf(kind, userId, BATCH);
      await this.counters.recountSoon(kind.counters, targets);
      return targets.length;
    });
  }
}
