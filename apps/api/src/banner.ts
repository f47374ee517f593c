import type { DemoLogin } from '#libs/demo';

/** What a newcomer wants to know first: where it is, and how to get in. */
export function banner(address: string, logins: readonly DemoLogin[] = []): string {
  const rows: [string, string][] = [
    ['Maru', `${address}/v1`],
    ['docs', `${address}/docs`],
    ...logins
      .slice(0, 2)
      .map(({ email, password }): [string, string] => ['log in as', `${email}  ${password}`]),
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(10)} ${value}\n`);
  return `\n${lines.join('')}\n`;
}
