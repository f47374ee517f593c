import { afterwards } from '../support/afterwards.js';
import { freePort } from '../support/free-port.js';
import { Production } from '../support/production.js';
import type { Running } from '../support/running.js';
import { Proxy } from './proxy.js';

/** One of the APIs behind nginx. */
export interface ProxiedApi {
  readonly port: number;
  readonly url: string;
  running: Running;
}

/** nginx in front of the built programs. */
export interface ProxyStage {
  readonly proxy: Proxy;
  readonly production: Production;
  readonly apis: readonly ProxiedApi[];
  /** Notes one thing to undo at the end of the file, before the programs end. */
  undo(act: () => unknown): void;
}

/**
 * How the tests of a file start nginx and the APIs behind it; all of that ends with the file.
 *
 * @param nginx path of the program
 * @param count of APIs
 * @returns starts them
 */
export function proxyStage(
  nginx: string,
  settings: Readonly<Record<string, string>>,
  count: 1 | 2 = 1,
): () => Promise<ProxyStage> {
  const undo = afterwards();
  return async () => {
    const first = await freePort();
    const ports: readonly [number, number] = [first, count === 1 ? first : await freePort()];
    const proxy = await Proxy.prepare(nginx, ports);
    undo(() => proxy.remove());
    const production = await Production.prepare({
      TRUSTED_PROXIES: '127.0.0.1',
      PUBLIC_URL: proxy.url,
      ...settings,
    });
    undo(() => production.remove());
    const apis: ProxiedApi[] = [];
    for (const port of new Set(ports)) {
      const running = await production.api(port);
      apis.push({ port, url: `http://127.0.0.1:${port}`, running });
    }
    await proxy.start();
    return { proxy, production, apis, undo };
  };
}
