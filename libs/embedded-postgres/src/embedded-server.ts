import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { type Binaries, locateBinaries } from './binaries.js';
import { createCluster, findCluster } from './cluster.js';
import { type Address, ensureDatabase, superuserUrlOf, urlOf } from './connection.js';
import {
  EmbeddedServerError,
  errorText,
  explainFileError,
  ifPresent,
  isLostConnection,
} from './errors.js';
import { withFileLock } from './file-lock.js';
import { Keeper } from './keeper.js';
import { launchPostmaster } from './launch.js';
import { Leases } from './lease.js';
import { adoptPostmaster, stopPostmaster } from './postmaster.js';
import { chooseRunAs, type RunAsWay } from './run-as.js';

export { EmbeddedServerError } from './errors.js';
export type { RunAsWay } from './run-as.js';

/** How often a server that ends at once is started before that is given up. */
const MOST_STARTS = 8;

/** How long the last user waits for the server's final writes, in milliseconds. */
const STOP_PATIENCE_MS = 60_000;

/** What {@link startEmbeddedServer} needs to know. */
export interface EmbeddedServerOptions {
  /** absolute folder that holds the cluster; created when missing */
  directory: string;
  /** for tests: faster, but a crash of the machine may destroy the data */
  disposable?: boolean;
  /** gets one line per noteworthy thing */
  log?: (line: string) => void;
  /** allows only this way to start PostgreSQL; by default the first that works */
  runAs?: RunAsWay;
}

/** A running PostgreSQL that this process holds a lease on. */
export interface EmbeddedServer {
  /** postgres:// URL of the database `maru` for its owner, who is no superuser */
  readonly url: string;
  /** the same for the superuser */
  readonly superuserUrl: string;
  /**
   * Looks after the server as long as this lease is held: when its process is gone it is started again, on its port.
   * `onLost` is told, once, when that can't be done.
   */
  keep(onLost: (error: unknown) => void): void;
  /** Gives back this lease; the last one out stops the server. The second call does nothing. */
  release(): Promise<void>;
}

/**
 * Real PostgreSQL in a folder: makes the cluster the first time, joins the server that runs there
 * (started by another process, or left behind by one that was killed), or starts it.
 * Several processes may do so at once. Throws {@link EmbeddedServerError}, whose message says what
 * to do, when the folder, the machine or the cluster does not allow it.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  if (!isAbsolute(options.directory)) {
    throw new EmbeddedServerError(`The folder ${options.directory} must be an absolute path.`);
  }
  try {
    const binaries = await locateBinaries();
    // Root may hand the cluster in it to another user, who must be able to pass.
    const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
    await mkdir(options.directory, { recursive: true, mode });
    const directory = await realpath(options.directory);
    if (((await stat(directory)).mode & 0o777 & ~mode) !== 0) {
      await chmod(directory, mode);
    }
    return await withFileLock(join(directory, 'lock'), async () => {
      const address = await joinOrStartPatiently(directory, binaries, options);
      const leases = new Leases(join(directory, 'leases'));
      const lease = await leases.take();
      const keeper = new Keeper(join(directory, 'data'), () =>
        startAgain(directory, binaries, options, address.port),
      );
      const release = releaser(directory, binaries, leases, lease);
      return {
        url: urlOf(address),
        superuserUrl: superuserUrlOf(address),
        keep: (onLost) => keeper.begin(onLost),
        release: () => keeper.end().then(release),
      };
    });
  } catch (error) {
    throw explainFileError(error, options.directory);
  }
}

/** A server that is killed as soon as it is up is started again, a few times. */
async function joinOrStartPatiently(...args: Parameters<typeof joinOrStart>): Promise<Address> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await joinOrStart(...args);
    } catch (error) {
      if (!isLostConnection(error)) {
        throw error;
      }
      if (attempt === MOST_STARTS) {
        throw new EmbeddedServerError(
          `The embedded PostgreSQL ends as soon as it is up (${errorText(error)}). ` +
            `See postgres.log in ${args[0]}, or set DATABASE_URL to a server of your own.`,
          { cause: error },
        );
      }
    }
  }
}

async function joinOrStart(
  directory: string,
  binaries: Binaries,
  { disposable = false, log = () => undefined, runAs: forced }: EmbeddedServerOptions,
  port?: number,
): Promise<Address> {
  let cluster = await findCluster(directory, binaries.major);
  if (cluster !== undefined) {
    const running = await adoptPostmaster(cluster, { binaries, log });
    if (running !== undefined) {
      log('joined the embedded PostgreSQL that is already running');
      // The process that started it may have been killed before it made the database.
      await ensureDatabase(running);
      return running;
    }
  }
  const runAs = await chooseRunAs({ directory, postgres: binaries.postgres, forced });
  if (cluster === undefined) {
    log('making the embedded PostgreSQL database (once)');
    cluster = await createCluster(directory, { binaries, runAs, durable: !disposable });
  }
  const address = await launchPostmaster(cluster, {
    directory,
    binaries,
    runAs,
    disposable,
    port,
    log,
  });
  await ensureDatabase(address);
  return address;
}

/** Brings a server that is gone back for those who know it by its port. */
async function startAgain(
  directory: string,
  binaries: Binaries,
  options: EmbeddedServerOptions,
  port: number,
): Promise<void> {
  options.log?.('the embedded PostgreSQL is gone; bringing it back');
  const address = await withFileLock(join(directory, 'lock'), () =>
    joinOrStartPatiently(directory, binaries, options, port),
  );
  if (address.port !== port) {
    throw new EmbeddedServerError(
      `The embedded PostgreSQL ended, and runs on another port now. Start Maru again.`,
    );
  }
  options.log?.('the embedded PostgreSQL is back');
}

function releaser(
  directory: string,
  binaries: Binaries,
  leases: Leases,
  lease: string,
): () => Promise<void> {
  let released: Promise<void> | undefined;
  const release = async (): Promise<void> => {
    // Without its folder the server ends by itself within a minute.
    if ((await ifPresent(stat(directory))) === undefined) {
      return;
    }
    await withFileLock(join(directory, 'lock'), async () => {
      await leases.giveBack(lease);
      if ((await leases.count()) > 0) {
        return;
      }
      await stopPostmaster(join(directory, 'data'), { binaries, patienceMs: STOP_PATIENCE_MS });
    });
  };
  return () => (released ??= release());
}
