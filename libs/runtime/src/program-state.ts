import { Injectable } from '@nestjs/common';

/** Whether the program is on its way down: it is not ready then, and lets go of idle connections. */
@Injectable()
export class ProgramState {
  private down = false;

  get stopping(): boolean {
    return this.down;
  }

  /** Can't be taken back. */
  stop(): void {
    this.down = true;
  }
}
