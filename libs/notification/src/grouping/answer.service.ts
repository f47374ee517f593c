import { Injectable } from '@nestjs/common';
import type { CommentId } from '#libs/comment';
import { compareIds, type Id, type UserId } from '#libs/kernel';
import type { TouchedPlace } from '../intake/intake.repository.js';
import { LONE_ANSWERS, type NotificationGroup } from '../notification/notification.js';
import {
  AnswerRepository,
  type JoiningAnswers,
  type KnownGroup,
  type PlacedAnswer,
} from './answer.repository.js';
import type { Changes } from './changes.js';

/** An answer to tell of. */
type Answer = PlacedAnswer & { readonly answerId: CommentId };

/** What becomes of answers. */
interface Sorted {
  /** Answers with a notification of their own. */
  readonly alone: Answer[];
  /** Those of each place that join its newest one. */
  readonly joining: Map<string, Answer[]>;
  /** Notifications to tell again: an answer of theirs came back. */
  readonly again: NotificationGroup[];
}

/** Gives answers notifications of their own, as long as there are few. The people are held. */
@Injectable()
export class AnswerService {
  constructor(private readonly answers: AnswerRepository) {}

  /** @param seen the newest notification that each person has seen */
  async gather(
    places: readonly TouchedPlace[],
    seen: ReadonlyMap<UserId, Id | '0'>,
  ): Promise<Changes> {
    const answers = places
      .flatMap(({ answerId, ...place }) =>
        answerId === null ? [] : [{ ...place, answerId, seenUpTo: seen.get(place.userId) ?? '0' }],
      )
      .sort((a, b) => compareIds(a.answerId, b.answerId));
    const begun = await this.begin(answers.filter(({ first }) => first !== null));
    const left = answers.filter(({ isTakenBack }) => isTakenBack);
    const empty = left.length === 0 ? [] : await this.answers.emptyAt(left);
    return { grown: begun.grown, gone: [...begun.gone, ...empty] };
  }

  private async begin(answers: readonly Answer[]): Promise<Changes> {
    if (answers.length === 0) {
      return { grown: [], gone: [] };
    }
    const { alone, joining, again } = sorted(answers, await this.answers.known(answers));
    const added = alone.length === 0 ? [] : await this.answers.add(alone);
    const { grown, gone } =
      joining.size === 0
        ? { grown: [], gone: [] }
        : await this.answers.join([...joining.values()].map(joined));
    return { grown: [...again, ...added, ...grown], gone };
  }
}

function sorted(answers: readonly Answer[], known: readonly KnownGroup[]): Sorted {
  const result: Sorted = { alone: [], joining: new Map(), again: [] };
  const unseen = new Map<string, number>();
  answers.forEach((answer, index) => {
    const group = known[index] ?? { id: null, isTaken: false, unseen: 0 };
    const { userId, kind } = answer;
    const place = `${userId} ${kind} ${String(answer.postId)}`;
    const before = unseen.get(place) ?? group.unseen;
    if (group.id !== null) {
      result.again.push({ id: group.id, userId, kind });
    } else if (before >= LONE_ANSWERS && (group.isTaken || before > group.unseen)) {
      result.joining.set(place, [...(result.joining.get(place) ?? []), answer]);
    } else {
      result.alone.push(answer);
      unseen.set(place, before + 1);
    }
  });
  return result;
}

/** Answers of one place, of which there is one at least, in their order. */
function joined(answers: readonly Answer[]): JoiningAnswers {
  const [first] = answers;
  const last = answers.at(-1);
  if (first === undefined || last === undefined) {
    throw new Error('Nothing joins.');
  }
  return { ...first, first: first.answerId, last: last.answerId };
}
