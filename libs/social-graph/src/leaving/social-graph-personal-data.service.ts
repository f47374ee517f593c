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
import { followCounters } from '../counting/follow-counters.sql.js';
import { blocks, followRequests, follows, mutes, type PersonEdgeKind } from './person-edges.sql.js';
import { SocialGraphErasureRepository } from './social-graph-erasure.repository.js';
import { SocialGraphExportReader } from './social-graph-export.reader.js';

/** Edges removed in one transaction, or read at once. */
const BATCH = 500;

/** Follows, requests, blocks and mutes of a person, both ways. */
@Injectable()
export class SocialGraphPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'social-graph';
  readonly before = ['account'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly counters: Counters,
    private readonly edges: SocialGraphErasureRepository,
    private readonly reader: SocialGraphExportReader,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  /** Who blocks or mutes the person stays their secret. */
  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    const edges = (kind: PersonEdgeKind, direction: 'from' | 'to') =>
      walk((after) => this.reader.edges(kind, direction, userId, after, BATCH));
    await files.list('graph/following', edges(follows, 'from'));
    await files.list('graph/followers', edges(follows, 'to'));
    await files.list('graph/follow-requests-sent', edges(followRequests, 'from'));
    await files.list('graph/follow-requests-received', edges(followRequests, 'to'));
    await files.list('graph/blocks', edges(blocks, 'from'));
    await files.list('graph/mutes', edges(mutes, 'from'));
  }

  override async erase(userId: UserId): Promise<Erased> {
    return {
      follows: await untilNothing(this.work, async () => {
        const neighbours = await this.edges.removeOf(follows, userId, BATCH);
        await this.counters.recountSoon(followCounters, [...new Set(neighbours)]);
        return neighbours.length;
      }),
      'follow requests': await this.remove(userId, followRequests),
      blocks: await this.remove(userId, blocks),
      mutes: await this.remove(userId, mutes),
    };
  }

  private remove(userId: UserId, kind: PersonEdgeKind): Promise<number> {
    return untilNothing(
      this.work,
      async () => (await this.edges.removeOf(kind, userId, BATCH)).length,
    );
  }
}
