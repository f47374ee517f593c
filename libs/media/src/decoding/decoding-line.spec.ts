import { type Asker, DecodingLine, type Turn } from './decoding-line.js';

const [SMALL, LARGE] = [10, 60];

let line: DecodingLine;
let begun: string[];
let turns: Map<string, Turn>;

beforeEach(() => {
  line = new DecodingLine({ memory: 100, small: SMALL });
  begun = [];
  turns = new Map();
});

/** Somebody asks; what they are called tells when their turn came. */
function asks(name: string, need: number, asker: Partial<Asker> = {}): Promise<void> {
  const owner = name.replace(/\d+$/, '');
  return line.enter({ owner, urgent: true, ...asker }, need).then((turn) => {
    begun.push(name);
    turns.set(name, turn);
  });
}

async function leaves(name: string): Promise<void> {
  turns.get(name)?.leave();
  await settled();
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const background = { urgent: false };

it('gives turns round by owner: a second one waits for one of the first only', async () => {
  for (const name of ['mina1', 'mina2', 'mina3', 'joon1', 'joon2']) {
    void asks(name, LARGE);
  }
  await settled();
  for (let i = 0; i < 4; i += 1) {
    await leaves(begun.at(-1)!);
  }

  expect(begun).toEqual(['mina1', 'joon1', 'mina2', 'joon2', 'mina3']);
});

it('lets small ones past large ones, and the smallest of an owner first', async () => {
  void asks('mina1', LARGE);
  void asks('mina2', LARGE);
  void asks('joon9', SMALL);
  void asks('joon3', 3);
  void asks('joon1', 1);
  await settled();
  expect(begun).toEqual(['mina1', 'joon9']);

  await leaves('joon9');
  await leaves('joon1');

  expect(begun).toEqual(['mina1', 'joon9', 'joon1', 'joon3']);
});

it('never lets all together need more than there is, and always leaves room for a small one', async () => {
  void asks('mina', 90, background);
  void asks('joon', 5, background);
  await settled();
  expect(begun).toEqual(['mina', 'joon']);

  void asks('haneul', 10);
  await settled();

  // 90 + 5 + 10 are too many: what is done in the background gives way.
  expect([...turns].filter(([, { signal }]) => signal.aborted).map(([name]) => name)).toEqual([
    'mina',
  ]);
  await leaves('mina');
  expect(begun).toEqual(['mina', 'joon', 'haneul']);
});

it('does not disturb the background while both find room', async () => {
  void asks('mina', 30, background);
  await settled();
  void asks('joon', LARGE);
  await settled();

  expect(begun).toEqual(['mina', 'joon']);
  expect(turns.get('mina')?.signal.aborted).toBe(false);
});

it('gives nothing to the background that a request waits for', async () => {
  void asks('mina1', LARGE, background);
  void asks('mina2', LARGE, background);
  await settled();
  void asks('joon', LARGE);
  await settled();
  expect(turns.get('mina1')?.signal.aborted).toBe(true);

  await leaves('mina1');

  expect(begun).toEqual(['mina1', 'joon']);
});

it('is left by who waited for too long, and by nobody else', async () => {
  void asks('mina1', LARGE);
  await settled();

  await expect(line.enter({ owner: 'joon', urgent: true }, LARGE, Date.now())).rejects.toThrow(
    'Others are decoded first.',
  );
  void asks('mina2', LARGE);
  await leaves('mina1');

  expect(begun).toEqual(['mina1', 'mina2']);
});
