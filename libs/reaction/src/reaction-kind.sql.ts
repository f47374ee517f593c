import { type CounterSet } from '#libs/counters';
import { sql, type SqlFragment } from '#libs/database';
import type { AnyDomainEvent, Id, Problem, UserId } from '#libs/kernel';

/** A table of edges from people to things: the id of the thing, `user_id`, `position` and `created_at`. */
export interface EdgeTable {
  readonly table: string;
  /** Column of the thing's id. */
  readonly target: string;
}

/** Things that people can react to, as the lib that owns them describes them. */
export interface ReactionTarget<Of extends string = string> {
  /** `post`: the table of the things, whose key is `id`. */
  readonly noun: Of;
  /** Of the personal data: what erases the things. Reactions to them go before. */
  readonly section: string;
  /** `a post` */
  readonly one: string;
  /** Where the things are in the API: `posts`. */
  readonly path: string;
  /** Under which heading of the API. */
  readonly tag: string;
  /** SQL: whether the viewer can see a thing and react to it, given its alias and the SQL of the viewer's id. */
  visible(thing: string, viewer: SqlFragment): SqlFragment;
  /** SQL of queries that give the `id` of things that go when a person goes, each with an index of its own. */
  goingWith(userId: UserId): readonly SqlFragment[];
}

/** One way in which people react to things. */
export interface ReactionKind<Of extends string = string> {
  readonly edges: EdgeTable;
  readonly of: ReactionTarget<Of>;
  /** In the plural, in the progress of an erasure: `post likes`. */
  readonly name: string;
  /** In the archive of an export: `reactions/post-likes`. */
  readonly file: string;
  /** Which of the things that somebody sees; absent for all of them. */
  readonly only?: {
    /** SQL: whether a thing is one of these, given its alias. */
    readonly condition: (thing: string) => SqlFragment;
    /** How others are refused. */
    readonly refusal: Problem;
  };
  /** The one counter that holds how many active people react so. */
  readonly counters: CounterSet;
  /** The fact that a person reacts. */
  added(targetId: Id<Of>, userId: UserId): AnyDomainEvent;
  /** The fact that a person took it back. */
  removed(targetId: Id<Of>, userId: UserId): AnyDomainEvent;
}

/** What a lib declares of a kind of reaction to its things. */
export interface ReactionDeclaration<Of extends string> extends Omit<ReactionKind<Of>, 'counters'> {
  /** The counter's share, given the truth: SQL of a subselect for the thing `k.id`. */
  readonly counted: (truth: SqlFragment) => CounterSet;
}

const kinds = new Map<string, ReactionKind>();

/**
 * Declares a way to react to things of a lib, which counts the facts where it hears of them. The tables of the likes of
 * posts and comments and of bookmarks are this lib's; other libs bring a table.
 */
export function defineReaction<Of extends string>({
  counted,
  ...rest
}: ReactionDeclaration<Of>): ReactionKind<Of> {
  const { table, target } = rest.edges;
  if (kinds.has(table)) {
    throw new Error(`The reactions "${table}" are declared twice.`);
  }
  const counters = counted(sql`(
    select count(*)
    from ${sql.raw(table)} e
    join user_account a on a.id = e.user_id and a.is_active
    where e.${sql.raw(target)} = k.id
  )`);
  const kind = { ...rest, counters };
  kinds.set(table, kind);
  return kind;
}

/** Every declared kind of reaction. */
export function declaredReactions(): readonly ReactionKind[] {
  return [...kinds.values()];
}
