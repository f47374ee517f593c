/** Whether the program is on its way down: told by the signal handler, asked by the readiness check. */
export class Lifecycle {
  private leaving = false;

  /** From now on the program is not ready. */
  beginStopping(): void {
    this.leaving = true;
  }

  get stopping(): boolean {
    return this.leaving;
  }
}
