import { Injectable } from '@nestjs/common';
import { hash } from '@node-rs/argon2';
import type pg from 'pg';
import { Settings } from '#libs/config';
import { ObjectStorage } from '#libs/storage';
import { SeedRefused } from '../community/seed.errors.js';
import { invent, type SeedPlan } from '../rows/community.js';
import { rowsOf } from '../rows/community-rows.js';
import { hang, paintAll } from '../rows/gallery.js';
import type { Progress } from '../rows/progress.js';
import { Phrasebook } from '../text/phrasebook.js';
import { BulkLoadRepository } from './bulk-load.repository.js';
import { IndexBuilderService, memoryFor } from './index-builder.service.js';
import { SeedReader } from './seed.reader.js';
import { SEEDED_TABLES } from './seeded-tables.js';

/** Numbers of followed people that log-ins are told for. */
const TOLD = [5, 20, 200, 2_000];

/** How a seed is to be made. */
export interface SeedOptions extends SeedPlan {
  /** Of everybody. */
  readonly password: string;
  /** Also among real people. */
  readonly force: boolean;
  readonly progress: Progress;
  /** Ends the seed: the database stays as it was, or is to be finished. */
  readonly signal?: AbortSignal;
}

/** What a seed has done. */
export interface SeedOutcome {
  /** Whether only the rest of an interrupted seed was made. */
  readonly resumed: boolean;
  /** Accounts to log in with. */
  readonly examples: readonly { readonly email: string; readonly follows: number }[];
}

/** Fills a database with a community that looks like a real one. */
@Injectable()
export class SeedCommunityService {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly settings: Settings,
    private readonly reader: SeedReader,
    private readonly indexes: IndexBuilderService,
  ) {}

  /**
   * Plants the community; when an earlier seed was interrupted after its load, only finishes that one.
   *
   * @throws SeedRefused when real people are there, a seed is, or other programs work with the database
   */
  async plant(options: SeedOptions): Promise<SeedOutcome> {
    const { signal, progress } = options;
    const clients = new Set<pg.Client>();
    const opened = (client: pg.Client): void => {
      clients.add(client);
    };
    // Ending a connection takes back what it has begun.
    signal?.addEventListener('abort', () => {
      clients.forEach((client) => void client.end());
    });
    const resumed = await this.reader.isUnfinished();
    if (!resumed) {
      await this.assertRoom(options.force);
      await this.load(options, opened);
    }
    signal?.throwIfAborted();
    await this.indexes.finish(progress, opened);
    progress.end();
    return { resumed, examples: await this.reader.examples(TOLD) };
  }

  private async assertRoom(force: boolean): Promise<void> {
    if (await this.reader.isSeeded()) {
      throw new SeedRefused(
        'The database is seeded already. Take an empty one: another DATABASE_URL or DATA_DIR.',
      );
    }
    const real = await this.reader.realPeople();
    if (real > 0 && !force) {
      throw new SeedRefused(
        `The database has ${String(real)} real ${real === 1 ? 'person' : 'people'}. Take an empty one, or mix them with made-up ones by --force.`,
      );
    }
  }

  private async load(options: SeedOptions, opened: (client: pg.Client) => void): Promise<void> {
    const { progress, seed, signal } = options;
    const tagsInUse = await this.reader.tags();
    const community = await invent(options, progress);
    progress.begin('Writing the phrase book');
    const book = new Phrasebook(seed);
    const tagNames = book.tags(options.sizes.tags, tagsInUse);
    progress.begin('Painting pictures');
    const paintings = await paintAll(options.sizes.pictures, seed, (count) =>
      progress.reach(count),
    );
    progress.begin('Storing pictures', community.pictures.length);
    await hang(this.storage, community, paintings, (count) => progress.reach(count));
    const passwordHash = await this.hashed(options.password);
    signal?.throwIfAborted();
    const client = await this.indexes.connect(opened);
    try {
      const load = new BulkLoadRepository(client, SEEDED_TABLES);
      await load.begin(memoryFor(1));
      for (const rows of rowsOf(community, { book, paintings, tagNames, passwordHash, seed })) {
        progress.begin(`Filling ${rows.table}`, rows.count);
        await load.copy(rows, (things) => progress.reach(things));
      }
      progress.begin('Checking constraints', load.constraintCount);
      await load.restoreConstraints((count) => progress.reach(count));
      progress.begin('Committing');
      await load.commit();
    } finally {
      await client.end();
    }
  }

  /** As the log-in will check it; once for everybody. */
  private hashed(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), {
      memoryCost: this.settings.passwordHashMemoryKib,
      timeCost: this.settings.passwordHashIterations,
      parallelism: 1,
    });
  }
}
