import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenInstalled } from '../support/when-installed.js';

const ROOT = join(__dirname, '..', '..', '..');
const SCRIPTS = join(ROOT, '.github', 'scripts');

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'maru-github-'));
}

function run(program: string, args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
  return { status, stdout, stderr };
}

describe('The scripts of the workflows', () => {
  whenInstalled(['shellcheck'], (shellcheck) => {
    it('are clean shell', () => {
      const scripts = readdirSync(SCRIPTS).filter((file) => file.endsWith('.sh'));
      expect(
        run(
          shellcheck,
          scripts.map((file) => join(SCRIPTS, file)),
        ),
      ).toMatchObject({
        status: 0,
        stdout: '',
      });
    });
  });

  describe('set-app-version.sh', () => {
    const script = join(SCRIPTS, 'set-app-version.sh');
    const chart = readFileSync(join(ROOT, 'deploy', 'helm', 'maru', 'Chart.yaml'), 'utf8');

    it('changes appVersion of the chart and nothing else', () => {
      const path = join(folder(), 'Chart.yaml');
      writeFileSync(path, chart);
      expect(run(script, [path, '12.34.56'])).toEqual({ status: 0, stdout: '', stderr: '' });
      const changed = readFileSync(path, 'utf8');
      expect(changed).toContain('\nappVersion: 12.34.56\n');
      expect(changed.replace(/^appVersion: .*$/m, '')).toBe(chart.replace(/^appVersion: .*$/m, ''));
    });

    it('refuses what is no version, and a file without one', () => {
      const path = join(folder(), 'Chart.yaml');
      writeFileSync(path, 'name: maru\n');
      expect(run(script, [path, 'v1.2.3\nevil: true']).status).toBe(1);
      expect(run(script, [path, '1.2.3']).status).toBe(1);
      expect(readFileSync(path, 'utf8')).toBe('name: maru\n');
    });
  });

  describe('test-report.mjs', () => {
    const report = (path: string) =>
      run(process.execPath, [join(SCRIPTS, 'test-report.mjs'), path]).stdout;

    function results(failures: string[]) {
      return JSON.stringify({
        success: failures.length === 0,
        numPassedTests: 7,
        numFailedTests: failures.length,
        numPendingTests: 0,
        startTime: 1_000,
        testResults: [
          {
            name: '/checkout/libs/post/test/a.spec.ts',
            status: failures.length ? 'failed' : 'passed',
            endTime: 13_000,
            assertionResults: failures.map((fullName) => ({ fullName, status: 'failed' })),
          },
        ],
      });
    }

    it('tells how each environment did, and what failed where', () => {
      const path = folder();
      for (const [name, failures] of [
        ['results-node-20-postgresql-15', ['a <b> fails']],
        ['results-node-24-postgresql-17', []],
      ] as const) {
        mkdirSync(join(path, name));
        writeFileSync(join(path, name, 'results.json'), results([...failures]));
      }
      expect(report(path).split('\n').filter(Boolean)).toEqual([
        '### Suite: failed',
        '| environment | passed | failed | skipped | time |',
        '| --- | ---: | ---: | ---: | ---: |',
        '| Node 20, PostgreSQL 15 | 7 | 1 | 0 | 12 s |',
        '| Node 24, PostgreSQL 17 | 7 | 0 | 0 | 12 s |',
        '- **a \\<b\\> fails** (Node 20, PostgreSQL 15)',
      ]);
    });

    it('does not call it passed when nothing came to an end', () => {
      expect(report(join(folder(), 'missing'))).toContain('### Suite: failed');
    });
  });

  describe('comment.sh', () => {
    /** Runs it with a `gh` that knows these ids of earlier comments. */
    function calls(earlier: string): string[] {
      const bin = folder();
      writeFileSync(
        join(bin, 'gh'),
        `#!/bin/sh\nprintf '%s\\n' "$*" | head -n 1 >>"${bin}/calls"\ncase "$*" in *--paginate*) printf '${earlier}' ;; esac\n`,
      );
      chmodSync(join(bin, 'gh'), 0o755);
      writeFileSync(join(bin, 'body.md'), '@file $(x)\n');
      const { status, stderr } = run(join(SCRIPTS, 'comment.sh'), ['test', join(bin, 'body.md')], {
        PATH: `${bin}:/usr/bin:/bin`,
        GITHUB_REPOSITORY: 'example/maru',
        PULL_REQUEST: '12',
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      return readFileSync(join(bin, 'calls'), 'utf8').trim().split('\n').slice(1);
    }

    it('writes a comment once', () => {
      expect(calls('')).toEqual([
        'api --silent --method POST repos/example/maru/issues/12/comments --raw-field body=<!-- test -->',
      ]);
    });

    it('writes over the comment of the run before', () => {
      expect(calls('77\\n78\\n')).toEqual([
        'api --silent --method PATCH repos/example/maru/issues/comments/77 --raw-field body=<!-- test -->',
      ]);
    });
  });
});
