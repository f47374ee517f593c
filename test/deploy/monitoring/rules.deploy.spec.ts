import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { whenInstalled } from '../support/when-installed.js';
import { ruleFiles, rules } from './queries.js';

const run = promisify(execFile);
const TESTS = 'deploy/prometheus/tests';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'maru-monitoring-'));
  await work(folder).finally(() => rm(folder, { recursive: true, force: true }));
}

it('tests every alert', async () => {
  const files = await readdir(TESTS);
  const texts = await Promise.all(files.map((file) => readFile(join(TESTS, file), 'utf8')));
  const tested = texts.join('\n');
  const untested = rules().filter(
    ({ alert }) => alert !== undefined && !new RegExp(`\\b${alert}\\b`).test(tested),
  );
  expect(untested).toEqual([]);
});

whenInstalled(['promtool'], (promtool) => {
  it('has rules that Prometheus takes', async () => {
    const { stdout } = await run(promtool, ['check', 'rules', '--lint=all', ...ruleFiles()]);
    expect(stdout.match(/SUCCESS: \d+ rules found/g)).toHaveLength(ruleFiles().length);
  });

  it('has rules that fire when they should and only then', async () => {
    const files = (await readdir(TESTS)).map((file) => join(TESTS, file));
    const { stdout } = await run(promtool, ['test', 'rules', ...files]);
    expect(stdout.match(/SUCCESS/g)).toHaveLength(files.length);
  });

  it('has a configuration that Prometheus takes', async () => {
    await inFolder(async (folder) => {
      const config = await readFile('deploy/prometheus/prometheus.yml', 'utf8');
      const path = join(folder, 'prometheus.yml');
      await writeFile(join(folder, 'metrics-token'), 'token');
      const here = config
        .replaceAll('/etc/maru-monitoring', folder)
        .replace('/etc/prometheus/rules', join(process.cwd(), 'deploy/helm/maru/files/rules'));
      await writeFile(path, here);
      const { stdout } = await run(promtool, ['check', 'config', path]);
      expect(stdout).toContain('is valid prometheus config file syntax');
    });
  });
});

whenInstalled(['amtool'], (amtool) => {
  const SLACK = { ALERT_SLACK_WEBHOOK_URL: 'https://hooks.slack.test/services/x' };
  const MAIL = {
    ALERT_MAIL_TO: 'operators@example.org',
    ALERT_SMTP_HOST: 'smtp.example.org:587',
    ALERT_SMTP_USER: 'maru',
    ALERT_SMTP_PASSWORD: 'a "quoted": password',
  };
  const render = (folder: string, env: Record<string, string>) =>
    run(process.execPath, ['deploy/alertmanager/render.mjs', folder], {
      env: { ...env, METRICS_TOKEN: 'token' },
    });

  it.each([
    ['nobody', {}, []],
    ['Slack', SLACK, ['slack_configs']],
    ['mail', MAIL, ['email_configs']],
    ['both', { ...SLACK, ...MAIL }, ['slack_configs', 'email_configs']],
  ])('tells alerts to %s', async (_name, env: Record<string, string>, wanted) => {
    await inFolder(async (folder) => {
      await render(folder, env);
      const path = join(folder, 'alertmanager.yml');
      const { stdout } = await run(amtool, ['check-config', path]);
      expect(stdout).toContain('SUCCESS');
      const { receivers } = parse(await readFile(path, 'utf8')) as { receivers: object[] };
      const { name: _, ...ways } = receivers[0] as { name: string };
      expect(Object.keys(ways)).toEqual(wanted);
      expect(await readFile(join(folder, 'metrics-token'), 'utf8')).toBe('token');
    });
  });

  it('sends what calls somebody to the operators, and news to the channel', async () => {
    await inFolder(async (folder) => {
      await render(folder, SLACK);
      const config = `--config.file=${join(folder, 'alertmanager.yml')}`;
      const receiver = async (severity: string) =>
        (
          await run(amtool, ['config', 'routes', 'test', config, `severity=${severity}`])
        ).stdout.trim();
      expect(await receiver('critical')).toBe('operators');
      expect(await receiver('warning')).toBe('operators');
      expect(await receiver('info')).toBe('news');
    });
  });

  it.each([
    ['https://maru.example/', [{ targets: ['https://maru.example/health/ready'] }]],
    ['http://localhost:8080', []],
  ])('lets %s be asked from outside if it has a certificate', async (PUBLIC_URL, wanted) => {
    await inFolder(async (folder) => {
      await render(folder, { PUBLIC_URL });
      expect(JSON.parse(await readFile(join(folder, 'sites.json'), 'utf8'))).toEqual(wanted);
    });
  });

  it('says what is missing', async () => {
    await inFolder(async (folder) => {
      const { ALERT_MAIL_TO } = MAIL;
      await expect(render(folder, { ALERT_MAIL_TO })).rejects.toThrow(
        /ALERT_SMTP_HOST: it is missing/,
      );
    });
  });
});
