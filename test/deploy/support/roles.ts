import { Running } from './running.js';

/** Passwords that roles.sh gives, unless a test gives others. */
export const PASSWORDS = { app: 'password-of-the-app', exporter: 'password-of-the-exporter' };

/**
 * Starts the roles.sh of the chart, which Compose runs too.
 *
 * @param url of the database, with the log-in of whoever runs it
 * @param env further variables
 */
export function startRoles(url: string, env: Record<string, string> = {}): Running {
  const { hostname, port, username, password, pathname } = new URL(url);
  return Running.spawn('deploy/helm/maru/files/postgres/roles.sh', [], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PGHOST: hostname,
      PGPORT: port,
      PGUSER: decodeURIComponent(username),
      PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: pathname.slice(1),
      POSTGRES_APP_PASSWORD: PASSWORDS.app,
      POSTGRES_EXPORTER_PASSWORD: PASSWORDS.exporter,
      ...env,
    },
  });
}

/** Runs it to its end. @throws Error with what it said when it failed or warned */
export async function makeRoles(url: string, env: Record<string, string> = {}): Promise<void> {
  const running = startRoles(url, env);
  const code = await running.ended();
  if (code !== 0 || running.output !== '') {
    throw new Error(`roles.sh ended with ${code}:\n${running.output}`);
  }
}

/** The same address for somebody else. */
export function urlFor(url: string, role: string, password: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = encodeURIComponent(password);
  return changed.href;
}

/** The same address as the programs have it. */
export function appUrl(url: string): string {
  return urlFor(url, 'maru_app', PASSWORDS.app);
}

/** The same address as the exporter has it. */
export function exporterUrl(url: string): string {
  return urlFor(url, 'maru_exporter', PASSWORDS.exporter);
}
