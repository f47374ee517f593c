import { loadSettings } from '#libs/config';
import { HashingLineService } from './hashing-line.service.js';
import { PasswordHasherService } from './password-hasher.service.js';

const hasher = (memoryKib: number, iterations: number) =>
  new PasswordHasherService(
    loadSettings({
      NODE_ENV: 'test',
      JWT_SECRET: 'a secret for nothing but this test',
      PASSWORD_HASH_MEMORY_KIB: String(memoryKib),
      PASSWORD_HASH_ITERATIONS: String(iterations),
    }),
    new HashingLineService(),
  );

it('makes argon2id hashes with the effort of the settings, each with a salt of its own', async () => {
  const hash = await hasher(2048, 3).hash('amber-kettle-42');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=2048,t=3,p=1\$/);
  expect(await hasher(2048, 3).hash('amber-kettle-42')).not.toBe(hash);
});

it('takes the right password only, whatever the effort of its hash, and none without a hash', async () => {
  const hash = await hasher(1024, 1).hash('amber-kettle-42');
  const stronger = hasher(2048, 2);
  expect(await stronger.verify(hash, 'amber-kettle-42')).toBe(true);
  expect(await stronger.verify(hash, 'amber-kettle-43')).toBe(false);
  expect(await stronger.verify(undefined, 'amber-kettle-42')).toBe(false);
});

it.each([
  [1024, 2, true],
  [2048, 1, true],
  [2048, 2, false],
  [4096, 3, false],
])('a hash of %i KiB and %i rounds is outdated for 2048 and 2: %s', async (memory, rounds, old) => {
  const hash = await hasher(memory, rounds).hash('amber-kettle-42');
  expect(hasher(2048, 2).isOutdated(hash)).toBe(old);
});

it('leaves the event loop free while it works', async () => {
  let turns = 0;
  const loop = setInterval(() => (turns += 1), 0);
  await hasher(65_536, 4).hash('amber-kettle-42');
  clearInterval(loop);
  // On the loop itself there would be none.
  expect(turns).toBeGreaterThan(0);
});
