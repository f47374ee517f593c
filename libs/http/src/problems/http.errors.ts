import { defineProblem } from '#libs/kernel';

export const ValidationFailed = defineProblem({
  code: 'validation-failed',
  kind: 'invalid',
  title: 'A part of the request is not valid.',
  help: 'Each entry of `errors` names a rejected part: `pointer` is a JSON pointer into the body, or `?name` for a query parameter. Unknown fields and unknown parameters are refused too. Correct the request before sending it again.',
});

export const MalformedJson = defineProblem({
  code: 'malformed-json',
  kind: 'invalid',
  title: 'The body is not JSON.',
  help: 'The body could not be parsed as JSON in UTF-8.',
});

export const Unauthenticated = defineProblem({
  code: 'unauthenticated',
  kind: 'unauthenticated',
  title: 'This needs a signed-in person.',
  help: 'Send `Authorization: Bearer <accessToken>` with an access token from sign-up, login or refresh. A refresh token is not an access token. A bad token is refused on public reads too: leave the header out to read without signing in.',
});

export const TokenExpired = defineProblem({
  code: 'token-expired',
  kind: 'unauthenticated',
  title: 'The token has expired.',
  help: 'Access tokens live 15 minutes. Get a new pair from POST /v1/auth/refresh and repeat the request; if the refresh token has expired too, sign in again.',
});

export const TokenRevoked = defineProblem({
  code: 'token-revoked',
  kind: 'unauthenticated',
  title: 'The session of this token has ended.',
  help: 'The person logged out, changed the password, was suspended, or a refresh token was used twice. Sign in again.',
});

export const Forbidden = defineProblem({
  code: 'forbidden',
  kind: 'forbidden',
  title: 'This person may not do that.',
  help: 'The person may see the resource but not change it, or the endpoint needs another role. What a person may not see is `not-found`.',
});

export const NotFound = defineProblem({
  code: 'not-found',
  kind: 'not-found',
  title: 'There is nothing here.',
  help: 'The resource does not exist, or this person may not see it; the API does not tell which. Unknown paths and malformed ids in paths end here too.',
});

export const MethodNotAllowed = defineProblem({
  code: 'method-not-allowed',
  kind: 'method-not-allowed',
  title: 'This path does not know this method.',
  help: 'The `Allow` header lists the methods of the path.',
});

export const PreconditionFailed = defineProblem({
  code: 'precondition-failed',
  kind: 'stale',
  title: 'The resource has changed since it was read.',
  help: 'The version in `If-Match` is not the current one. Read the resource again, apply the change to what is there now, and send its new `ETag`.',
});

export const PayloadTooLarge = defineProblem({
  code: 'payload-too-large',
  kind: 'too-large',
  title: 'The body is too large.',
  help: 'JSON bodies may have 256 KB; uploads what their endpoint says.',
});

export const RequestTimeout = defineProblem({
  code: 'request-timeout',
  kind: 'too-slow',
  title: 'The request did not arrive in time.',
  help: 'Headers and body have to arrive within bounded times. The connection is closed; repeat the request on a new one.',
});

export const RangeNotSatisfiable = defineProblem({
  code: 'range-not-satisfiable',
  kind: 'unsatisfiable',
  title: 'The file has no such range.',
  help: '`Content-Range` tells how long the file is.',
});

export const ExpectationFailed = defineProblem({
  code: 'expectation-failed',
  kind: 'unmet',
  title: 'The service can not do what `Expect` asks for.',
  help: 'Only `Expect: 100-continue` is known. Leave the header out.',
});

export const UploadMismatch = defineProblem({
  code: 'upload-mismatch',
  kind: 'refused',
  title: 'The file is not as large as announced.',
  help: 'A direct upload has exactly the bytes that were announced, and says so in `Content-Length`. Send the headers that came with its address as they are, or announce the file anew.',
});

export const UnsupportedMediaType = defineProblem({
  code: 'unsupported-media-type',
  kind: 'unsupported-type',
  title: 'The body is of a type that this endpoint does not read.',
  help: 'Send `Content-Type: application/json` in UTF-8 without `Content-Encoding`, or `multipart/form-data` to endpoints that take a file. For pictures: JPEG, PNG, WebP, GIF and AVIF, recognised by content.',
});

export const OutOfRange = defineProblem({
  code: 'out-of-range',
  kind: 'refused',
  title: 'There is nothing as far as that.',
  help: 'What was sent is beyond the newest one. Send an id or a number that the API gave.',
});

export const RateLimited = defineProblem({
  code: 'rate-limited',
  kind: 'limited',
  title: 'Too many requests.',
  help: 'Wait for the seconds in `Retry-After`. `RateLimit-Policy` tells the limits that apply, `RateLimit` what is left of them.',
});

export const IdempotencyKeyReused = defineProblem({
  code: 'idempotency-key-reused',
  kind: 'refused',
  title: 'The idempotency key was used for another request.',
  help: 'A key belongs to one request of one person for 24 hours. Make a new key for each new request, and send the same key only to repeat the very same one.',
});

export const IdempotencyInProgress = defineProblem({
  code: 'idempotency-in-progress',
  kind: 'conflict',
  title: 'The first request with this idempotency key is still running.',
  help: 'Repeat the request after a moment to get its answer.',
});

export const Unavailable = defineProblem({
  code: 'unavailable',
  kind: 'unavailable',
  title: 'The service can not answer right now.',
  help: 'Something that the service needs is away or busy. Repeat the request after the seconds in `Retry-After`.',
});

export const Internal = defineProblem({
  code: 'internal',
  kind: 'failed',
  title: 'Something went wrong in the service.',
  help: 'This is a defect of the service. Report it with the `requestId` of the answer.',
});
