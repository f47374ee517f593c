import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainError, InvalidCursor, type Page, type PageRequest, type Viewer } from '#libs/kernel';
import { PostReader } from '#libs/post';
import { DiscoveryMetricsService } from '../figures/discovery-metrics.service.js';
import { RankingCursors } from '../generations/generation.js';
import type { RecommendedPostDto } from './recommended.dto.js';
import { recommendationReason } from './recommended.js';
import { RecommendedReader } from './recommended.reader.js';
import { RecommendedRepository } from './recommended.repository.js';

const cursors = new RankingCursors<'recommended-ranking'>('feeds.recommended');

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
   * @param headersOnly nothing is delivered, so nothing is seen
   * @throws DomainError `invalid-cursor`, also when the ranking is not kept any more
   */
  async page(
    viewer: Viewer,
    { cursor, limit }: PageRequest,
    headersOnly: boolean,
  ): Promise<Page<RecommendedPostDto>> {
    const { userId } = viewer;
    const isSeen = !headersOnly;
    const start = cursor === undefined ? undefined : cursors.decode(cursor);
    const { generation, part } = await this.work.run(async () => {
      const place = start ?? { generation: await this.recommended.rank(userId), after: 0 };
      const asked = { viewer: userId, limit, isSeen, ...place };
      return { generation: place.generation, part: await this.recommended.deliver(asked) };
    });
    if (part === undefined) {
      throw new DomainError(InvalidCursor);
    }
    const { ids, last, goesOn } = part;
    const found = await this.reader.posts({ viewer: userId, generation, ids, isSeen });
    const present = await this.posts.presenter(
      viewer,
      found.map(({ row }) => row),
      { withoutMuted: true },
    );
    const items = found.map(({ row, ...ground }) =>
      Object.assign(present(row), { reason: recommendationReason(ground) }),
    );
    this.metrics.gave(items.map(({ reason }) => reason.kind));
    const nextCursor = goesOn && last !== null ? cursors.encode({ generation, after: last }) : null;
    return { items, nextCursor };
  }
}
