import { Injectable } from '@nestjs/common';
import { Counters, type CounterSet } from '#libs/counters';
import type { Id, UserId } from '#libs/kernel';
import { type HeldPerson, PersonHoldRepository } from './person-hold.repository.js';

/** What somebody did or took back, and the counters that it is in. */
export interface CountedAct<Column extends string> {
  readonly actorId: UserId;
  /** Id of the thing whose counters change. */
  readonly key: Id;
  readonly change: Partial<Record<Column, number>>;
}

/** Counts acts of people. Those of inactive people don't count. */
@Injectable()
export class ActCountersService {
  constructor(
    private readonly counters: Counters,
    private readonly people: PersonHoldRepository,
  ) {}

  /**
   * Counts acts, in the transaction of their fact, and holds their people as they are.
   *
   * A suspension or restoration recounts what the person's acts are in, and looks these acts up a moment
   * later. An act that was taken back in that moment is not found any more, so what it was in is recounted
   * because of it.
   */
  async count<Column extends string>(
    set: CounterSet<Column>,
    ...acts: readonly CountedAct<Column>[]
  ): Promise<void> {
    const people = await this.people.hold(acts.map(({ actorId }) => actorId));
    const by = (fits: (person: HeldPerson) => boolean) =>
      acts.filter(({ actorId }) => {
        const person = people.get(actorId);
        return person !== undefined && fits(person);
      });
    await this.counters.addEach(
      set,
      by(({ active }) => active),
    );
    await this.counters.recountSoon(
      set,
      by(({ unsettled }) => unsettled).map(({ key }) => key),
    );
  }
}
