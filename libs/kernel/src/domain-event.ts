/** Plain JSON: what an event carries must survive the outbox. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * A fact that happened in one domain, told to the others. Named `context.past-tense`; carries ids and
 * what its handlers need to act without asking back, never personal data.
 */
export abstract class DomainEvent<Data extends JsonObject> {
  constructor(readonly data: Data) {}

  /** The name under which handlers and the outbox know this event. */
  abstract get type(): string;
}

const declared = new Set<string>();

/**
 * Declares an event. Its class extends what this gives, and adds nothing:
 *
 *     export class PostRemoved extends defineEvent<{ postId: Id<'post'> }>('post.removed') {}
 *
 * @throws Error when the name is taken
 */
export function defineEvent<Data extends JsonObject>(type: string) {
  if (declared.has(type)) {
    throw new Error(`The event "${type}" is declared twice.`);
  }
  declared.add(type);
  return class extends DomainEvent<Data> {
    static readonly type = type;

    override get type(): string {
      return type;
    }
  };
}

/** The names of all events that are declared by what has been loaded. */
export function declaredEvents(): readonly string[] {
  return [...declared];
}

/** A concrete class of event. */
export interface DomainEventClass<E extends DomainEvent<JsonObject>> {
  readonly type: string;
  new (data: E['data']): E;
}

/** Any event, for code that doesn't look inside. */
export type AnyDomainEvent = DomainEvent<JsonObject>;
