/**
 * Email, phone and birthday of the people of these tests are unmistakable wherever they turn up: addresses end in
 * `.test`, phone numbers begin with +82 10 2 or +82 10 3, and everybody was born from 1901 to 1919. So every answer
 * can be searched for those of others, whichever test signed them up.
 */
const CONTACTS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['email', /[\w.%+-]+@[\w-]+\.test\b/gi],
  ['phone', /(?:\+82|(?<!\d)0)10-?[23]\d{3}-?\d{4}(?!\d)/g],
  ['birthday', /(?<!\d)19[01]\d-\d\d-\d\d(?!\d)/g],
];

/** Ids of requests, whose digits may be those of a phone by chance. */
const REQUEST_IDS = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi;

/** Properties that tell them. */
const NAMES = /"(?:email|pendingEmail|phone|birthday)"\s*:/;

/** Where people get what is their own. */
const OWN_PLACES = new Set([
  '/v1/auth/sign-up',
  '/v1/auth/login',
  '/v1/me',
  '/v1/me/profile',
  '/v1/me/profile/image',
]);

/** The document shows examples of them. */
const DOCUMENTS = /^\/(?:openapi\.json|docs)/;

/** One answer, and to whom it went. */
export interface Told {
  readonly method: string;
  /** Path and query, or the path as the document writes it. */
  readonly target: string;
  readonly authorization: string | undefined;
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

interface Account {
  readonly id: string;
  readonly role: string;
}

/** Whose values these are, as far as the answers of this process told. */
const owners = new Map<string, Set<string>>();
const administrators = new Set<string>();

let born = Math.floor(Math.random() * 6_000);

/** A day on which nobody else of this process was born. */
export function newBirthday(): string {
  born += 1;
  return new Date(Date.UTC(1901, 0, 1 + (born % 6_900))).toISOString().slice(0, 10);
}

/** @throws Error when an answer tells the email, phone or birthday of somebody else to others than administrators */
export function refuseForeignContacts(told: Told): void {
  const faults = foreignContacts(told);
  if (faults.length > 0) {
    throw new Error(
      `${told.method} ${told.target} ${told.status} tells ${faults.join(', ')}: ${told.body.slice(0, 2_000)}`,
    );
  }
}

/** What an answer tells of others that only they and administrators may know. */
export function foreignContacts(told: Told): string[] {
  const path = told.target.split('?')[0] ?? '';
  if (DOCUMENTS.test(path)) {
    return [];
  }
  const body = jsonIn(told.body);
  const accounts = accountsIn(body);
  const reader = subjectOf(told.authorization);
  if (path.startsWith('/v1/admin/') && reader !== undefined && administrators.has(reader)) {
    accounts.forEach(learn);
    return [];
  }
  const own = OWN_PLACES.has(path);
  // Who signs up or in has no token yet: the answer says who it is.
  const self = path.startsWith('/v1/auth/') ? accounts[0]?.id : reader;
  const everything = [told.body, told.headers, ...cursorsIn(body)]
    .join('\n')
    .replace(REQUEST_IDS, '');
  const faults = contactsIn(everything)
    .filter(([, value]) => {
      const known = owners.get(value);
      return known === undefined ? !own : self === undefined || !known.has(self);
    })
    .map(([what, value]) => `the ${what} ${value}`);
  if (!own && path.startsWith('/v1/') && NAMES.test(told.body)) {
    faults.push('a property that holds one');
  }
  if (own && accounts.some(({ id }) => id !== self)) {
    faults.push('the account of somebody else');
  }
  if (own && faults.length === 0) {
    accounts.forEach(learn);
  }
  return faults;
}

function learn(account: Account): void {
  for (const [, value] of contactsIn(JSON.stringify(account))) {
    owners.set(value, (owners.get(value) ?? new Set()).add(account.id));
  }
  if (account.role === 'user') {
    administrators.delete(account.id);
  } else {
    administrators.add(account.id);
  }
}

/** The contact values in a text, each written in one way. */
function contactsIn(text: string): [what: string, value: string][] {
  return CONTACTS.flatMap(([what, pattern]) =>
    (text.match(pattern) ?? []).map((found): [string, string] => [
      what,
      what === 'phone' ? found.replace(/^(?:\+82|0)|-/g, '') : found.toLowerCase(),
    ]),
  );
}

/** The accounts that an answer is, holds as `user`, or lists. */
function accountsIn(body: unknown): Account[] {
  if (!isObject(body)) {
    return [];
  }
  const items = Array.isArray(body['items']) ? (body['items'] as unknown[]) : [];
  return [body, body['user'], ...items].filter(isAccount);
}

function isAccount(value: unknown): value is Account {
  return isObject(value) && typeof value['id'] === 'string' && typeof value['role'] === 'string';
}

/** What the cursors of lists say: they are opaque to clients, but not secret. */
function cursorsIn(body: unknown): string[] {
  const cursor = isObject(body) ? body['nextCursor'] : undefined;
  return typeof cursor === 'string' ? [Buffer.from(cursor, 'base64url').toString()] : [];
}

/** The id of the person of an access token. */
function subjectOf(authorization: string | undefined): string | undefined {
  const payload = authorization?.split('.')[1];
  const claims = payload && jsonIn(Buffer.from(payload, 'base64url').toString());
  return isObject(claims) && typeof claims['sub'] === 'string' ? claims['sub'] : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
