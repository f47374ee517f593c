import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { PostNeighbourReader } from './post-neighbour.reader.js';
import { PostNeighbourRepository } from './post-neighbour.repository.js';

/** Posts that are looked through for new ones in one transaction. */
const LOOKED_THROUGH = 1_000;
/** Posts that are removed in one transaction, with all their neighbours: so long whoever leaves has to wait. */
const REMOVED = 50;
/** Posts whose neighbours are computed in one transaction. */
const POSTS = 100;

/** Keeps up to date which posts are alike. A transaction that ends early leaves the rest as it was. */
@Injectable()
export class PostNeighboursService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: PostNeighbourReader,
    private readonly neighbours: PostNeighbourRepository,
  ) {}

  /** Removes some posts that became too old. @returns whether there may be more */
  removeOld(): Promise<boolean> {
    return this.alone(async () => {
      await this.neighbours.store();
      return (await this.neighbours.removeOld(REMOVED)) === REMOVED;
    });
  }

  /**
   * Takes in what is new among the next posts.
   *
   * @param after the position behind which it looks
   * @returns the position up to which it looked; nothing when there are no more
   */
  meet(after: string): Promise<string | undefined> {
    return this.work.run(async () => {
      if (!(await this.neighbours.compute())) {
        return undefined;
      }
      const { unmet, last } = await this.reader.lookThrough(after, LOOKED_THROUGH);
      if (unmet.length > 0) {
        await this.neighbours.store();
        await this.neighbours.meet(unmet);
      }
      return last ?? undefined;
    });
  }

  /** Notes which posts were liked since their neighbours were computed. */
  async noteLiked(): Promise<void> {
    await this.alone(async () => {
      const liked = await this.reader.likedSince();
      await this.neighbours.store();
      await this.neighbours.noteLiked(liked);
      return false;
    });
  }

  /** Computes the neighbours of some posts, whose likers are counted before. @returns whether there may be more */
  async compute(): Promise<boolean> {
    await this.alone(async () => {
      const counted = await this.reader.likers(POSTS);
      if (counted.length > 0) {
        await this.neighbours.store();
        await this.neighbours.keepLikers(counted);
      }
      return false;
    });
    return this.alone(async () => {
      const due = await this.reader.due(POSTS);
      if (due.length > 0) {
        const computed = await this.reader.computed(due);
        await this.neighbours.store();
        await this.neighbours.replace(due, computed);
      }
      return due.length === POSTS;
    });
  }

  private alone(act: () => Promise<boolean>): Promise<boolean> {
    return this.work.run(async () => (await this.neighbours.compute()) && (await act()));
  }
}
