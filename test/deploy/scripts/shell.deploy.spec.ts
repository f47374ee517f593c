import { execFileSync, spawnSync } from 'node:child_process';
import { whenInstalled } from '../support/when-installed.js';

whenInstalled(['shellcheck'], (shellcheck) => {
  const scripts = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', '*.sh', '.ci/run'],
    {
      encoding: 'utf8',
    },
  )
    .split('\n')
    .filter((path) => path !== '');

  test.each(scripts)('%s is a sound shell script', (script) => {
    const { stdout, status } = spawnSync(shellcheck, ['-x', '-P', process.cwd(), script], {
      encoding: 'utf8',
    });
    expect([stdout, status]).toEqual(['', 0]);
  });
});
