import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SettingsError } from '#libs/config';
import { EmbeddedServerError } from '#libs/embedded-postgres';
import { explainStart } from './explain-start.js';

function listen(port: number, host: string) {
  const server = createServer();
  const failed = new Promise<unknown>((resolve) => server.once('error', resolve));
  const listening = new Promise<void>((resolve) => server.listen(port, host, resolve));
  return { server, failed, listening };
}

describe('a failed start', () => {
  it('names the port that is taken', async () => {
    const first = listen(0, '127.0.0.1');
    await first.listening;
    const { port } = first.server.address() as AddressInfo;
    const error = await listen(port, '127.0.0.1').failed;
    first.server.close();
    expect(explainStart(error, { port, host: '127.0.0.1' })).toBe(
      `PORT: another program listens on port ${String(port)} of 127.0.0.1. Stop it, or set PORT to a free port.`,
    );
  });

  it('names a host that is none of this machine', async () => {
    const error = await listen(0, '192.0.2.1').failed;
    expect(explainStart(error, { port: 3000, host: '192.0.2.1' })).toMatch(/^HOST: .*192\.0\.2\.1/);
  });

  it('tells each wrong setting in a line', () => {
    expect(explainStart(new SettingsError(['A: x.', 'B: y.']))).toBe('A: x.\nB: y.');
  });

  it('passes on what the embedded database says', () => {
    expect(explainStart(new EmbeddedServerError('The folder is full.'))).toBe(
      'The folder is full.',
    );
  });

  it('leaves everything else to the log', () => {
    expect(explainStart(new TypeError('x'), { port: 1, host: 'h' })).toBeUndefined();
    const error = Object.assign(new Error('x'), { code: 'EADDRINUSE' });
    expect(explainStart(error, { port: 1, host: 'h' })).toBeUndefined();
  });
});
