import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import {
  cursorOf,
  DomainError,
  InvalidCursor,
  isId,
  type Page,
  type PageRequest,
  type Viewer,
} from '#libs/kernel';
import { PostReader } from '#libs/post';
import { DiscoveryMetricsService } from '../figures/discovery-metrics.service.js';
import type { RecommendedPostDto } from './recommended.dto.js';
import { recommendationReason, type RecommendedGeneration } from './recommended.js';
import { type GroundedPost, RecommendedReader } from './recommended.reader.js';
import { RecommendedRepository } from './recommended.repository.js';

/** The ranking that is paged through, and the place after which the next page begins. */
const cursors = cursorOf('feeds.recommended', ['id', 'integer']);

/** Where a page begins. */
interface Place {
  readonly generation: RecommendedGeneration;
  readonly after: number;
}

/** Recommends posts of people whom the viewer does not follow. */
@Injectable()
export class RecommendedService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly recommended: RecommendedRepository,
    private readonly reader: RecommendedReader,
    private readonly posts: PostReader,
    private readonly metrics: DiscoveryMetricsService,
  ) {}

  /**
   * One page, the best first. The first one ranks posts anew, without those that were delivered lately; the others go on
   * in that ranking. What a page delivers counts as seen.
   *
   * @throws DomainError `invalid-cursor`, also when the ranking is not kept any more
   */
  async page(viewer: Viewer, { cursor, limit }: PageRequest): Promise<Page<RecommendedPostDto>> {
    const { userId } = viewer;
    const start = cursor === undefined ? undefined : this.decode(cursor);
    const { generation, part } = await this.work.run(async () => {
      const place = start ?? { generation: await this.recommended.rank(userId), after: 0 };
      const asked = { viewer: userId, limit, ...place };
      return { generation: place.generation, part: await this.recommended.deliver(asked) };
    });
    if (part === undefined) {
      throw new DomainError(InvalidCursor);
    }
    const { ids, last, goesOn } = part;
    const found = await this.reader.posts({ viewer: userId, generation, ids });
    const items = found.flatMap((post) => this.present(viewer, post));
    this.metrics.gave(items.map(({ reason }) => reason.kind));
    const nextCursor = goesOn && last !== null ? cursors.encode([generation, last]) : null;
    return { items, nextCursor };
  }

  private decode(cursor: string): Place {
    const [generation, after] = cursors.decode(cursor);
    if (!isId<'recommended-ranking'>(generation)) {
      throw new DomainError(InvalidCursor);
    }
    return { generation, after: Number(after) };
  }

  private present(viewer: Viewer, { row, ...ground }: GroundedPost): RecommendedPostDto[] {
    const reason = recommendationReason(ground);
    return this.posts.present(viewer, [row]).map((post) => Object.assign(post, { reason }));
  }
}
