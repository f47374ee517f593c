import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { versionOf } from './version.js';

const COMMIT = 'a'.repeat(40);
const unstamped = { commit: undefined, builtAt: undefined };

describe('the version', () => {
  let root: string;
  let program: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'maru-version-'));
    program = join(root, 'dist', 'apps', 'main.js');
    mkdirSync(join(root, 'dist', 'apps'), { recursive: true });
    writeFileSync(program, '');
    writeFileSync(join(root, 'package.json'), '{"name":"maru","version":"1.2.3"}');
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function checkOut(files: Record<string, string>): void {
    mkdirSync(join(root, '.git', 'refs', 'heads'), { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(root, '.git', name), content);
    }
  }

  it('is what the build says', () => {
    const stamp = { commit: COMMIT, builtAt: '2026-01-31T09:30:00.000Z' };
    expect(versionOf(stamp, program)).toEqual({
      name: 'maru',
      version: '1.2.3',
      commit: COMMIT,
      builtAt: '2026-01-31T09:30:00.000Z',
      node: process.versions.node,
    });
  });

  it('comes from the checkout without a stamp', () => {
    checkOut({ HEAD: 'ref: refs/heads/main\n', 'refs/heads/main': `${COMMIT}\n` });
    const { commit, builtAt } = versionOf(unstamped, program);
    expect(commit).toBe(COMMIT);
    expect(builtAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('finds packed and detached heads', () => {
    checkOut({
      HEAD: 'ref: refs/heads/main\n',
      'packed-refs': `# pack-refs\n${COMMIT} refs/heads/main\n`,
    });
    expect(versionOf(unstamped, program).commit).toBe(COMMIT);
    checkOut({ HEAD: `${COMMIT}\n` });
    expect(versionOf(unstamped, program).commit).toBe(COMMIT);
  });

  it('never fails', () => {
    expect(versionOf(unstamped, program).commit).toBeNull();
    checkOut({ HEAD: 'nonsense' });
    writeFileSync(join(root, 'package.json'), '{');
    expect(versionOf(unstamped, join(root, 'nowhere.js'))).toMatchObject({ builtAt: null });
  });
});
