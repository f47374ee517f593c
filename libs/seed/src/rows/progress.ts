/** Is told how a long work goes on. */
export interface Progress {
  /** Begins a step; the one before is over. @param total how much there is to do, when it can be counted */
  begin(title: string, total?: number): void;
  /** So much of the step is done. */
  reach(done: number): void;
  /** All steps are over. */
  end(): void;
}
