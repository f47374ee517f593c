import type { Client } from 'pg';

/** What a table needs after it was filled. */
export class TableUpkeepRepository {
  constructor(private readonly client: Client) {}

  /** Gives the planner the statistics of a table, and notes which of its pages everybody sees. */
  async tidy(table: string): Promise<void> {
    await this.client.query(`vacuum (analyze) ${table}`);
  }
}
