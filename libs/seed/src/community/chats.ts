import { at, increment } from './column.js';
import type { Graph } from './graph.js';
import { PairSet } from './pair-set.js';
import type { People } from './people.js';
import { Random } from './random.js';
import { pareto, Sampler } from './sampling.js';
import type { SeedSizes } from './sizes.js';
import { REST, type Timeline } from './timeline.js';

const DAY = 24 * 60 * 60 * 1000;
/** Messages of a room on average. */
const OF_ROOM = 20;
/** Tries for each room before fewer do. */
const TRIES = 20;
/** Rooms that somebody begins who is a stranger to the other, and those of them that are never answered. */
const ASKED = 0.2;
const UNANSWERED = 0.4;
/** Messages that go on without an answer to the one before. */
const AGAIN = 0.4;
const DELETED = 0.01;
/** People who looked last a week ago, and asked people who never did. */
const LATE = 0.1;
const NEVER = 0.4;

/** Who writes in a room: whoever wrote first, or the other. */
export const SIDE = { opener: 0, other: 1 } as const;

/** What has become of a room at the end. */
interface Rooms {
  readonly openers: Uint32Array;
  readonly others: Uint32Array;
  /** Whether the opener was a stranger to the other. */
  readonly asked: Uint8Array;
  /** How many messages there are. */
  readonly lengths: Uint32Array;
  /** The first message, and the last one. */
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
  /** The first message of the one who was asked; 0 where there is none. */
  readonly answers: Uint32Array;
}

/** Rooms of two people one of whom follows the other, and their messages, in the order of time. */
export class Chats {
  readonly count: number;
  readonly rooms: Rooms;
  readonly times: Float64Array;
  /** The room of each message, its number in it, and which side wrote it. */
  readonly places: Uint32Array;
  readonly numbers: Uint32Array;
  readonly sides: Uint8Array;
  /** For both sides of each room: the last number that the side has read, and that the other has written. */
  readonly read: Uint32Array;
  readonly heard: Uint32Array;
  private readonly deleted: Uint8Array;

  constructor(
    private readonly people: People,
    graph: Graph,
    { messages }: SeedSizes,
    private readonly timeline: Timeline,
    seed: number,
  ) {
    const random = Random.for('chats', seed);
    const begun: Room[] = messages === 0 ? [] : this.begin(random, graph, messages);
    this.count = messages;
    this.rooms = {
      openers: Uint32Array.from(begun, ({ opener }) => opener),
      others: Uint32Array.from(begun, ({ other }) => other),
      asked: Uint8Array.from(begun, ({ asked }) => (asked ? 1 : 0)),
      lengths: new Uint32Array(begun.length),
      firsts: new Uint32Array(begun.length),
      lasts: new Uint32Array(begun.length),
      answers: new Uint32Array(begun.length),
    };
    const drawn = this.shared(random, begun);
    const { order, times } = timeline.arrange(
      Float64Array.from(drawn, (room) =>
        timeline.between(random, begun[room]?.from ?? 0, REST.acts),
      ),
    );
    this.times = times;
    this.places = order.map((message) => at(drawn, message));
    this.numbers = new Uint32Array(messages);
    this.sides = new Uint8Array(messages);
    this.read = new Uint32Array(2 * begun.length);
    this.heard = new Uint32Array(2 * begun.length);
    this.deleted = Uint8Array.from({ length: messages }, () => (random.chance(DELETED) ? 1 : 0));
    this.talk(random, this.lastLooks(random, begun));
  }

  get roomCount(): number {
    return this.rooms.openers.length;
  }

  isDeleted(message: number): boolean {
    return at(this.deleted, message) === 1;
  }

  senderOf(message: number): number {
    return this.personOf(at(this.places, message), at(this.sides, message));
  }

  personOf(room: number, side: number): number {
    return at(side === SIDE.opener ? this.rooms.openers : this.rooms.others, room);
  }

  /** When both could go on, in milliseconds since 1970; `undefined` while the opener waits for an answer. */
  acceptedAt(room: number): number | undefined {
    if (at(this.rooms.asked, room) === 0) {
      return at(this.times, at(this.rooms.firsts, room));
    }
    const answer = at(this.rooms.answers, room);
    return answer === 0 ? undefined : at(this.times, answer);
  }

  /** Rooms of pairs that are drawn from the follows. */
  private begin(random: Random, { follows }: Graph, messages: number): Room[] {
    const wanted = Math.ceil(messages / OF_ROOM);
    const known = new PairSet(follows.from.length);
    follows.from.forEach((from, edge) => known.add(from, at(follows.to, edge)));
    const taken = new PairSet(wanted);
    const rooms: Room[] = [];
    for (let tries = 0; rooms.length < wanted && tries < wanted * TRIES; tries += 1) {
      const edge = random.below(follows.from.length);
      const [fan, star] = [at(follows.from, edge), at(follows.to, edge)];
      if (taken.add(Math.min(fan, star), Math.max(fan, star))) {
        const asked = random.chance(ASKED) && !known.has(star, fan);
        const [opener, other] = asked ? [fan, star] : [star, fan];
        // In the first room people go on, so that there is one to talk in.
        const quiet = asked && rooms.length > 0 && random.chance(UNANSWERED);
        rooms.push({ opener, other, asked, quiet, from: at(follows.times, edge) });
      }
    }
    return rooms;
  }

  /** The room of each message, in no order: one for each room, and the rest where people talk most. */
  private shared(random: Random, rooms: readonly Room[]): Uint32Array {
    if (rooms.length === 0) {
      return new Uint32Array(0);
    }
    const lively = new Sampler(
      Float64Array.from(rooms, ({ quiet }) => (quiet ? 0 : pareto(random, 1.1, 400))),
    );
    return Uint32Array.from({ length: this.count }, (_, message) =>
      message < rooms.length ? message : lively.pick(random),
    );
  }

  /** When each side of each room looked last, in milliseconds since 1970. */
  private lastLooks(random: Random, rooms: readonly Room[]): Float64Array {
    const looks = new Float64Array(2 * rooms.length);
    rooms.forEach(({ quiet }, room) => {
      for (const side of Object.values(SIDE)) {
        const never = quiet && side === SIDE.other && random.chance(NEVER);
        const days = random.chance(LATE) ? 7 : 1;
        looks[2 * room + side] = never ? 0 : this.timeline.end - days * DAY;
      }
    });
    return looks;
  }

  /** Gives each message its number and its sender. */
  private talk(random: Random, looks: Float64Array): void {
    const { rooms, places, numbers, sides } = this;
    for (let message = 0; message < this.count; message += 1) {
      const room = at(places, message);
      increment(rooms.lengths, room);
      const number = at(rooms.lengths, room);
      if (number === 1) {
        rooms.firsts[room] = message;
      }
      if (number === 2 && at(rooms.asked, room) === 1) {
        rooms.answers[room] = message;
      }
      const side = this.nextSide(random, room, number);
      numbers[message] = number;
      sides[message] = side;
      rooms.lasts[room] = message;
      this.read[2 * room + side] = number;
      this.heard[2 * room + 1 - side] = number;
      if (at(this.times, message) < at(looks, 2 * room + 1 - side)) {
        this.read[2 * room + 1 - side] = number;
      }
    }
  }

  private nextSide(random: Random, room: number, number: number): number {
    if (number === 1) {
      return SIDE.opener;
    }
    if (number === 2 && at(this.rooms.asked, room) === 1) {
      return SIDE.other;
    }
    const last = at(this.sides, at(this.rooms.lasts, room));
    return random.chance(AGAIN) ? last : 1 - last;
  }
}

/** A room that is about to be filled. */
interface Room {
  readonly opener: number;
  readonly other: number;
  readonly asked: boolean;
  /** Whether nobody answers. */
  readonly quiet: boolean;
  /** When the two can begin, in milliseconds since 1970. */
  readonly from: number;
}
