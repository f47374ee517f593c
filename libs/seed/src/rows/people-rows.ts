import { nameKey } from '#libs/kernel';
import { at } from '../community/column.js';
import type { Graph } from '../community/graph.js';
import { ACCOUNT, type People } from '../community/people.js';
import { Random } from '../community/random.js';
import { Tastes } from '../community/tastes.js';
import { REST, type Timeline } from '../community/timeline.js';
import type { Nicknames } from '../text/nicknames.js';
import type { Phrasebook } from '../text/phrasebook.js';
import type { RowSource } from './row-source.js';
import { idText, type RowWriter } from './row-writer.js';

/** Addresses of seeded people end so; `.test` belongs to nobody. */
export const SEED_DOMAIN = '@seed.maru.test';

const DAY = 24 * 60 * 60 * 1000;
const MEET_TIMES = ['weekday', 'weekend', 'any'];

/** The address of a person: they are numbered from 1. */
export function emailOf(person: number): string {
  return `member${person + 1}${SEED_DOMAIN}`;
}

/** Accounts. All have the same password. */
export function accountRows(
  people: People,
  timeline: Timeline,
  { book, passwordHash, seed }: { book: Phrasebook; passwordHash: string; seed: number },
): RowSource {
  const random = Random.for('accounts', seed);
  return {
    table: 'user_account',
    columns: [
      'id',
      'email',
      'email_folded',
      'email_verified_at',
      'phone',
      'full_name',
      'full_name_folded',
      'password_hash',
      'is_active',
      'deleted_at',
      'last_login_at',
      'created_at',
      'updated_at',
    ],
    count: people.count,
    write: (rows, person) => {
      const joined = at(people.joinedAt, person);
      const fullName = book.of(people.languageOf(person)).voice.fullName(random);
      rows.row(13);
      personId(rows, people, person);
      rows.text(emailOf(person));
      rows.text(emailOf(person));
      rows.timeOrNull(random.chance(0.95) ? joined + 120_000 : undefined);
      rows.textOrNull(random.chance(0.85) ? phoneOf(person) : undefined);
      rows.text(fullName);
      rows.text(nameKey(fullName));
      rows.text(passwordHash);
      rows.boolean(people.isActive(person));
      rows.timeOrNull(
        people.stateOf(person) === ACCOUNT.deleted
          ? Math.max(joined, timeline.end - DAY * (1 + random.below(20)))
          : undefined,
      );
      rows.time(Math.floor(timeline.between(random, joined, REST.acts)));
      rows.time(joined);
      rows.time(joined);
    },
  };
}

/** Public faces. @param pictures the id of the picture of each person who has one */
export function profileRows(
  people: People,
  graph: Graph,
  {
    book,
    seed,
    nicknames,
    writePicture,
  }: {
    book: Phrasebook;
    seed: number;
    nicknames: Nicknames;
    /** Writes the id of the person's picture, or null. */
    writePicture: (rows: RowWriter, person: number) => void;
  },
): RowSource {
  const random = Random.for('profiles', seed);
  const skilled = new Tastes(graph, 'skills', seed);
  const settled = new Tastes(graph, 'region', seed);
  return {
    table: 'profile',
    columns: [
      'user_id',
      'nickname',
      'nickname_folded',
      'birthday',
      'bio',
      'image_media_id',
      'is_public',
      'links',
      'skills',
      'skills_folded',
      'region',
      'region_folded',
      'meet_time',
      'updated_at',
    ],
    count: people.count,
    write: (rows, person) => {
      const { voice, sentences } = book.of(people.languageOf(person));
      const nickname = nicknames.of(person);
      const skills = [
        ...new Set(
          Array.from({ length: random.below(5) }, () => voice.skill(skilled.of(random, person))),
        ),
      ];
      const region = random.chance(0.7) ? voice.region(settled.of(random, person)) : undefined;
      rows.row(14);
      personId(rows, people, person);
      rows.text(nickname);
      rows.text(nameKey(nickname));
      rows.date(-10 * 365 * DAY + random.below(48 * 365) * DAY);
      rows.textOrNull(
        random.chance(0.6) ? sentences.text(random.below(sentences.count)) : undefined,
      );
      writePicture(rows, person);
      rows.boolean(people.isPublic(person));
      rows.texts(random.chance(0.1) ? [`https://example.com/${(person + 1).toString(36)}`] : []);
      rows.texts(skills);
      rows.texts(skills.map(nameKey));
      rows.textOrNull(region);
      rows.textOrNull(region === undefined ? undefined : nameKey(region));
      rows.textOrNull(random.chance(0.5) ? random.pick(MEET_TIMES) : undefined);
      rows.time(at(people.joinedAt, person));
    },
  };
}

/** Counters of people. @param postCounts listed posts of each person */
export function personCounterRows(people: People, graph: Graph, postCounts: Int32Array): RowSource {
  return {
    table: 'user_counter',
    columns: ['user_id', 'follower_count', 'following_count', 'post_count'],
    count: people.count,
    write: (rows, person) => {
      rows.row(4);
      personId(rows, people, person);
      rows.integer(at(graph.followerCounts, person));
      rows.integer(at(graph.followingCounts, person));
      rows.integer(at(postCounts, person));
    },
  };
}

/** The id of a person. */
export function personIdText(people: People, person: number): string {
  return idText(at(people.joinedAt, person), person);
}

/** Writes the id of a person. */
export function personId(rows: RowWriter, people: People, person: number): void {
  rows.id(at(people.joinedAt, person), person);
}

/** In E.164, of a range that is given to nobody. */
function phoneOf(person: number): string {
  return `+82100${String(person).padStart(7, '0')}`;
}
