import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/event-bus';
import { MentionAdded, MentionRemoved } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { peopleIn, type StoredEntities } from './entities.js';
import { type MentioningThing, MentionRepository } from './mention.repository.js';

/** What a text refers to before and after it is written. */
export interface MentionChange {
  readonly before: StoredEntities | null;
  readonly after: StoredEntities | null;
  /** Whether people are told: the text is no draft. */
  readonly isPublished: boolean;
  /** Whether it was a draft until now. */
  readonly isNew: boolean;
}

/** Keeps who is mentioned where. In the transaction of the caller, which has stored the text. */
@Injectable()
export class MentionsService {
  constructor(
    private readonly mentions: MentionRepository,
    private readonly events: DomainEvents,
  ) {}

  async change(
    thing: MentioningThing,
    { before, after, isPublished, isNew }: MentionChange,
  ): Promise<void> {
    const earlier = peopleIn(before);
    const people = peopleIn(after);
    if (earlier.some((userId) => !people.includes(userId))) {
      const left = await this.mentions.keep(thing, people);
      await this.tell(MentionRemoved, thing, left);
    }
    if (people.length > 0 && (isNew || people.some((userId) => !earlier.includes(userId)))) {
      const added = await this.mentions.add(thing, people, isPublished);
      await this.tell(MentionAdded, thing, added);
    }
  }

  private async tell(
    Fact: typeof MentionAdded | typeof MentionRemoved,
    { authorId, postId, commentId }: MentioningThing,
    people: readonly UserId[],
  ): Promise<void> {
    await this.events.publish(
      ...people.map((userId) => new Fact({ userId, authorId, postId, commentId })),
    );
  }
}
