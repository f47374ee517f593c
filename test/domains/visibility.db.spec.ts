import type { TestAnswer } from '#libs/testing';
import { type Scene, VisibilityStage } from './visibility-stage.js';
import {
  type Cell,
  expectedIn,
  givenAddress,
  lastingAddress,
  type Outcome,
  type Read,
  READS,
  STATES,
  type ViewerName,
  VIEWERS,
} from './visibility-table.js';

let stage: VisibilityStage;
/** Nothing changes any more: the same request is sent once. */
const answers = new Map<string, Promise<TestAnswer>>();

beforeAll(async () => {
  stage = await VisibilityStage.open();
});
afterAll(() => stage.close());

it('the table holds every state and reader', () => {
  expect(STATES).toHaveLength(4 * 9);
  expect(new Set(STATES.map(({ post, lot }) => `${post} ${lot}`)).size).toBe(STATES.length);
  expect(new Set(READS.map(({ name }) => name)).size).toBe(READS.length);
});

describe.each(STATES.map((state, i) => ({ ...state, i })))('a post: $post; then: $lot', (state) => {
  it.each(VIEWERS)('for %s', async (viewer) => {
    const scene = stage.scenes[state.i]!;
    const cell: Cell = { ...state, viewer, sees: state.seenBy.includes(viewer) };
    const expected: Record<string, Outcome> = {
      'bytes at the addresses given': expectedIn(cell, givenAddress),
      'bytes at the address for everyone': lastingAddress(cell),
    };
    const found: Record<string, Outcome> = {
      'bytes at the addresses given': await fetchAsGiven(scene, viewer),
      'bytes at the address for everyone': await fetchBytes(scene.lastingAddress),
    };
    for (const read of READS) {
      expected[read.name] = expectedIn(cell, read.expected);
      found[read.name] = await look(read, scene, viewer);
    }
    expect(found).toEqual(expected);
  });
});

async function look(read: Read, scene: Scene, viewer: ViewerName): Promise<Outcome> {
  const { status, text } = await ask(scene, viewer, read.url(scene.traces));
  if (status === 200) {
    const mark = read.mark(scene.traces);
    return text.includes(mark.startsWith('"') ? mark : `"${mark}"`) ? 'shown' : 'absent';
  }
  return refusal(status);
}

/** The original and a variant: both or none. */
async function fetchAsGiven(scene: Scene, viewer: ViewerName): Promise<Outcome> {
  const { status, body } = await ask(scene, viewer, `/media/${scene.traces.pictureId}`);
  if (status !== 200) {
    return refusal(status);
  }
  const urls = [new URL(body.url), new URL(body.variants.thumbnail.url)];
  const outcomes = new Set<Outcome>();
  for (const { pathname, search } of urls) {
    outcomes.add(await fetchBytes(pathname + search));
  }
  expect(outcomes.size).toBe(1);
  return [...outcomes][0]!;
}

/** What answers at an address, whoever asks: the local files, without a network. */
async function fetchBytes(address: string): Promise<Outcome> {
  const { statusCode, headers, rawPayload } = await stage.app.nest.inject({
    method: 'GET',
    url: address,
  });
  if (statusCode === 200) {
    expect(headers['content-type']).toMatch(/^image\/(jpeg|webp)$/);
    expect(rawPayload.length).toBeGreaterThan(50);
    return 'shown';
  }
  return refusal(statusCode);
}

function ask(scene: Scene, viewer: ViewerName, path: string): Promise<TestAnswer> {
  const as = stage.callerIn(scene, viewer);
  const url = `/v1${path.replace('{viewer}', as?.id ?? '1')}`;
  const key = `${as?.id ?? ''} ${url}`;
  const answer = answers.get(key) ?? stage.app.request({ method: 'GET', url, ...(as && { as }) });
  answers.set(key, answer);
  return answer;
}

function refusal(status: number): Outcome {
  expect([401, 403, 404]).toContain(status);
  return String(status) as Outcome;
}
