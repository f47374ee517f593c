import { Injectable } from '@nestjs/common';

/** How long an answer waits for a job whose outcome it would like to show. */
@Injectable()
export class JobPatience {
  /** Milliseconds. */
  readonly ms: number = 5_000;
}
