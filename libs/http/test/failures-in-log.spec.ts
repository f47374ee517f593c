import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '#libs/kernel';
import { logTo, ProgramLogger } from '#libs/logging';
import { Unavailable } from '../src/index.js';
import { seen } from './sample.controller.js';
import { sampleApp } from './sample-app.js';

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly err?: { readonly type: string; readonly message: string; readonly stack?: string };
}

let app: NestFastifyApplication;
let lines: Line[];

beforeAll(async () => {
  ({ app } = await sampleApp());
});
beforeEach(() => {
  lines = [];
  const log = logTo('info', { write: (line) => lines.push(JSON.parse(line) as Line) });
  app.useLogger(new ProgramLogger(log));
});
afterEach(() => {
  seen.fail = undefined;
});
afterAll(async () => {
  Logger.overrideLogger(false);
  await app.close();
});

const fail = async (error: Error): Promise<number> => {
  seen.fail = error;
  return (await app.inject({ url: '/v1/notes/1' })).statusCode;
};

it('are told with their type, code, stack and causes', async () => {
  const cause = Object.assign(new RangeError('inner defect'), { code: 'ERR_INNER' });
  const defect = new TypeError('outer defect', { cause });
  expect(await fail(defect)).toBe(500);
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'error',
      msg: expect.stringContaining('GET /v1/notes/:noteId'),
      err: {
        type: 'TypeError',
        message: 'outer defect',
        stack: defect.stack,
        cause: expect.objectContaining({
          type: 'RangeError',
          message: 'inner defect',
          code: 'ERR_INNER',
        }),
      },
    }),
  ]);
});

it('are warnings without a stack, one for each reason, where the service is only busy', async () => {
  for (const detail of ['Too much of one.', 'Too much of one.', 'Too much of another.']) {
    expect(await fail(new DomainError(Unavailable, { detail, retryAfter: 2 }))).toBe(503);
  }
  expect(lines.map(({ level, err }) => [level, err])).toEqual([
    ['warn', { type: 'DomainError', message: 'unavailable: Too much of one.' }],
    ['warn', { type: 'DomainError', message: 'unavailable: Too much of another.' }],
  ]);
});
