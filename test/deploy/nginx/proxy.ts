import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../support/free-port.js';
import { Running } from '../support/running.js';

const run = promisify(execFile);
const SOURCE = 'deploy/nginx';

/** deploy/nginx as the image's entrypoint lays it out, in a folder and on ports of its own. */
export class Proxy {
  private running: Running | undefined;

  private constructor(
    private readonly nginx: string,
    readonly folder: string,
    readonly port: number,
    readonly tlsPort: number,
    readonly statusPort: number,
  ) {}

  /**
   * @param nginx path of the program
   * @param apis ports of the two APIs
   */
  static async prepare(
    nginx: string,
    apis: readonly [number, number],
    { tls = false } = {},
  ): Promise<Proxy> {
    const folder = await mkdtemp(join(tmpdir(), 'maru-nginx-'));
    // The workers are another user than the one who starts them.
    await chmod(folder, 0o755);
    const [port, tlsPort, statusPort] = [await freePort(), await freePort(), await freePort()];
    const main = await readFile(join(SOURCE, 'nginx.conf'), 'utf8');
    const own = main
      .replaceAll(' /tmp/', ` ${folder}/`)
      // The standard output of a child of Node.js is a socket, which nobody can open by name.
      .replace('/dev/stdout', join(folder, 'access.log'));
    await writeFile(join(folder, 'nginx.conf'), own);
    await cp(join(SOURCE, 'snippets'), join(folder, 'snippets'), { recursive: true });
    await mkdir(join(folder, 'conf.d'));
    const variables: Record<string, string> = {
      NGINX_LOCAL_RESOLVERS: '127.0.0.1',
      NGINX_PORT: `127.0.0.1:${port}`,
      NGINX_TLS_PORT: `127.0.0.1:${tlsPort}`,
      NGINX_STATUS_PORT: `127.0.0.1:${statusPort}`,
      NGINX_TLS_CERTIFICATE: join(folder, 'tls.crt'),
      NGINX_TLS_KEY: join(folder, 'tls.key'),
      MARU_API_1: `127.0.0.1:${apis[0]}`,
      MARU_API_2: `127.0.0.1:${apis[1]}`,
      MARU_API_OPTIONS: '',
    };
    const server = tls ? 'tls/tls.conf.template' : 'templates/plain.conf.template';
    for (const template of ['templates/upstream.conf.template', server]) {
      const text = await readFile(join(SOURCE, template), 'utf8');
      const filled = text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => variables[name]!);
      await writeFile(
        join(folder, 'conf.d', template.split('/')[1]!.replace('.template', '')),
        filled,
      );
    }
    return new Proxy(nginx, folder, port, tlsPort, statusPort);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Lines of its log of errors. */
  get errors(): string[] {
    return (this.running?.output ?? '').split('\n').filter((line) => line !== '');
  }

  /** Its log of requests. */
  accessLog(): Promise<string> {
    return readFile(join(this.folder, 'access.log'), 'utf8');
  }

  /** What `nginx -t` says. @throws Error when the configuration is wrong */
  async test(): Promise<string> {
    const { stderr } = await run(this.nginx, ['-t', ...this.arguments()]);
    return stderr;
  }

  async start(): Promise<void> {
    this.running = Running.spawn(this.nginx, [...this.arguments(), '-g', 'daemon off;']);
    await this.running.ready(`http://127.0.0.1:${this.statusPort}/stub_status`);
  }

  /** Does what the container's health check does. @returns whether an API is ready */
  async probe(): Promise<boolean> {
    for (let i = 0; i < 4; i++) {
      const answer = await fetch(`${this.url}/health/ready`);
      await answer.arrayBuffer();
      if (!answer.ok) {
        return false;
      }
    }
    return true;
  }

  async remove(): Promise<void> {
    await this.running?.stop('SIGQUIT');
    await rm(this.folder, { recursive: true, force: true });
  }

  private arguments(): string[] {
    return ['-p', this.folder, '-c', join(this.folder, 'nginx.conf'), '-e', 'stderr'];
  }
}

/** Variables that the templates want filled. */
export async function templateVariables(): Promise<string[]> {
  const names = new Set<string>();
  for (const folder of ['templates', 'tls']) {
    for (const file of await readdir(join(SOURCE, folder))) {
      const text = await readFile(join(SOURCE, folder, file), 'utf8');
      for (const [, name] of text.matchAll(/\$\{(\w+)\}/g)) {
        names.add(name!);
      }
    }
  }
  return [...names].sort();
}
