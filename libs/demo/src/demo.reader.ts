import { Injectable } from '@nestjs/common';
import { SqlReader } from '#libs/platform';

/** Tells whether there is room for the demo community. */
@Injectable()
export class DemoReader {
  constructor(private readonly reader: SqlReader) {}

  /** Whether nobody has an account, administrators apart. */
  async isEmpty(): Promise<boolean> {
    const found = await this.reader.one(`select from user_account where role = 'user' limit 1`);
    return found === undefined;
  }
}
