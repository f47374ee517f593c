/** A body with what the headers say about it. Made by `resource` and `created`. */
export class Answer<Body extends object> {
  constructor(
    readonly body: Body,
    /** The version of the resource, the first part of its `ETag`. */
    readonly version: number | undefined,
    /** Path of the created resource. */
    readonly location: string | undefined,
  ) {}
}

/** Whether a handler returned an `Answer`. */
export function isAnswer(result: unknown): result is Answer<object> {
  return result instanceof Answer;
}

/** The answer of an endpoint that tells or changes a single resource: with `ETag`, and 304 when the caller has it. */
export function resource<Body extends object>(body: Body, version: number): Answer<Body> {
  return new Answer(body, version, undefined);
}

/** The answer of an endpoint that made a resource: with `Location`, and with `ETag` when it has a version. */
export function created<Body extends object>(
  body: Body,
  where: { readonly location: string; readonly version?: number },
): Answer<Body> {
  return new Answer(body, where.version, where.location);
}
