/** Pairs of people that are being collected. */
export class Pairs {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  length = 0;

  constructor(most: number) {
    this.from = new Uint32Array(most);
    this.to = new Uint32Array(most);
  }

  push(from: number, to: number): void {
    this.from[this.length] = from;
    this.to[this.length] = to;
    this.length += 1;
  }
}
