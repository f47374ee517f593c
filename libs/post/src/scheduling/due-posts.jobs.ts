import { Injectable } from '@nestjs/common';
import { Loop } from '#libs/jobs';
import type { PostId } from '../post/post.js';
import { type DuePost, DuePostRepository } from './due-post.repository.js';
import { DuePostsService } from './due-posts.service.js';

/**
 * Pause between two looks, in milliseconds: half of the time within which a draft is published. A look at nothing reads
 * one page of an index that holds only scheduled drafts.
 */
const EVERY_MS = 1_000;
/** Drafts that one look takes. Other workers find the rest. */
const LOT = 40;
/** Drafts that one worker publishes at once. */
const LANES = 4;

/** Publishes scheduled drafts when their time comes. Several workers do so at once. */
@Injectable()
export class DuePostsJobs {
  constructor(
    private readonly drafts: DuePostRepository,
    private readonly service: DuePostsService,
  ) {}

  /** Publishes all that is due. @throws the last of what failed, after the rest is done */
  @Loop({ name: 'post.publish-due', everyMs: EVERY_MS })
  async publishAll(): Promise<void> {
    const failures = new Map<PostId, unknown>();
    for (;;) {
      const lot = await this.drafts.due([...failures.keys()], LOT);
      if (lot.length === 0) {
        break;
      }
      const waiting = shuffled(lot);
      const lane = async (): Promise<void> => {
        for (let due = waiting.pop(); due !== undefined; due = waiting.pop()) {
          await this.publish(due, failures);
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
    }
    for (const failure of failures.values()) {
      throw failure;
    }
  }

  private async publish(due: DuePost, failures: Map<PostId, unknown>): Promise<void> {
    try {
      await this.service.publish(due);
    } catch (error) {
      failures.set(due.id, error);
    }
  }
}

/** In any order: two workers that took the same lot seldom meet at one draft. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
