/** Plain JSON: what an event carries must survive the outbox. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * A fact that happened in one domain, told to the others. Named `context.past-tense`; carries ids and
 * what its handlers need to act without asking back, never personal data.
 *
 * Subclass with a `static readonly type`:
 *
 *     export class PostPublished extends DomainEvent<{ postId: PostId; authorId: UserId }> {
 *       static readonly type = 'post.published';
 *     }
 */
export abstract class DomainEvent<Data extends JsonObject> {
  constructor(readonly data: Data) {}

  /** The name under which handlers and the outbox know this event. */
  get type(): string {
    const type: unknown = Reflect.get(this.constructor, 'type');
    if (typeof type !== 'string') {
      throw new Error(`${this.constructor.name} has no static type.`);
    }
    return type;
  }
}

/** A concrete class of event. */
export interface DomainEventClass<E extends DomainEvent<JsonObject>> {
  readonly type: string;
  new (data: E['data']): E;
}

/** Any event, for code that doesn't look inside. */
export type AnyDomainEvent = DomainEvent<JsonObject>;
