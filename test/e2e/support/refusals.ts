import { Ajv2020 } from 'ajv/dist/2020.js';
import { checkResponse, openApi } from '../client/contract.js';
import type { Case } from './broken-requests.js';
import type { Operation } from './operations.js';
import { type Answer, json, send } from './wire.js';

const isProblem = new Ajv2020({ strict: false, validateFormats: false }).compile(
  openApi.components.schemas['Problem']!,
);

/** What no answer may tell. */
const LEAK =
  /node_modules|\/work\/|\bat [\w.<>]+ \(|\.js:\d|\bselect .+ from |\binsert into |QueryFailedError|syntax error at/i;

interface FieldProblem {
  readonly pointer: string;
  readonly code: string;
}

/** Sends the request of a case. @returns what is wrong with the answer, or `undefined` */
export async function complaintAbout(
  operation: Operation,
  { name, request, expected }: Case,
): Promise<string | undefined> {
  let answer: Answer;
  try {
    answer = await send(request);
  } catch (error) {
    return `${operation.name} · ${name} → no answer: ${String(error)}`;
  }
  const wrong = await faultsOf(operation, expected, answer);
  return wrong.length === 0
    ? undefined
    : `${operation.name} · ${name} → ${answer.status} ${answer.text.slice(0, 400)}\n      ${wrong.join('\n      ')}`;
}

async function faultsOf(
  operation: Operation,
  expected: Case['expected'],
  answer: Answer,
): Promise<string[]> {
  const { status } = answer;
  const { statuses, codes, pointer, errorCode, blameless, undocumented = false } = expected;
  const wrong: string[] = [];
  const expect = (condition: boolean, otherwise: string): void => {
    if (!condition) {
      wrong.push(otherwise);
    }
  };
  expect(status < 500, 'a client must never see the service fail');
  expect(statuses?.includes(status) ?? true, `status should be ${String(statuses)}`);
  if (status < 400) {
    await check(operation, answer).catch((error: unknown) => wrong.push(String(error)));
    return wrong;
  }
  expect(undocumented || operation.statuses.has(status), `the document doesn't list ${status}`);
  wrong.push(...problemFaults(answer));
  if (wrong.some((fault) => fault.startsWith('not a problem'))) {
    return wrong;
  }
  const { code, errors = [] } = json(answer) as { code: string; errors?: FieldProblem[] };
  expect(codes?.includes(code) ?? true, `code should be ${String(codes)}`);
  expect(
    undocumented || (operation.codes.get(status)?.has(code) ?? false),
    `the document doesn't list ${code} under ${status}`,
  );
  if (pointer !== undefined && code !== 'invalid-cursor') {
    const found = errors.find((error) => error.pointer === pointer);
    expect(found !== undefined, `errors should name ${pointer}`);
    expect(
      found === undefined || errorCode === undefined || found.code === errorCode,
      `the error at ${pointer} should be ${errorCode ?? ''}`,
    );
  }
  expect(
    code === 'malformed-json' || code !== 'validation-failed' || errors.length > 0,
    'validation-failed tells its errors',
  );
  // Rules may refuse what is as it should be: somebody else's nickname, an easy password.
  const rules = rulesOf(operation);
  expect(
    blameless === undefined ||
      !errors.some((error) => error.pointer === blameless && !rules.has(error.code)),
    `${blameless ?? ''} should be fine`,
  );
  return wrong;
}

/** The codes by which rules refuse a field, beside those of what a field is. */
function rulesOf({ codes }: Operation): ReadonlySet<string> {
  return new Set([401, 409, 422].flatMap((status) => [...(codes.get(status) ?? [])]));
}

/** What is wrong with an answer that must be a problem. */
export function problemFaults(answer: Answer): string[] {
  const { status, headers, text } = answer;
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('application/problem+json')) {
    return [`not a problem but ${type}`];
  }
  let body: Record<string, unknown>;
  try {
    body = json(answer);
  } catch {
    return ['not a problem: no JSON'];
  }
  const wrong: string[] = [];
  if (!isProblem(body)) {
    wrong.push(`not a problem: ${JSON.stringify(isProblem.errors)}`);
  }
  if (body['status'] !== status || body['type'] !== `/problems/${String(body['code'])}`) {
    wrong.push('type, code and status should agree');
  }
  if (body['requestId'] !== headers['x-request-id']) {
    wrong.push('requestId should be X-Request-Id');
  }
  if (!/^[\w.:-]{1,128}$/.test(headers['x-request-id'] ?? '')) {
    wrong.push('X-Request-Id should be sane');
  }
  if (status === 401 && !/^Bearer\b/.test(headers['www-authenticate'] ?? '')) {
    wrong.push('401 should tell WWW-Authenticate');
  }
  if (LEAK.test(text)) {
    wrong.push('the answer tells how the service is made');
  }
  return wrong;
}

/** Checks a success against the document. */
async function check({ method, path }: Operation, answer: Answer): Promise<void> {
  const empty = answer.status === 204 || answer.status === 304;
  const { 'content-length': _, ...headers } = answer.headers;
  await checkResponse(
    method,
    path,
    new Response(empty ? null : answer.text, { status: answer.status, headers }),
  );
}
