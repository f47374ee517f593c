import type { WriteStream } from 'node:tty';
import type { Progress } from '#libs/seed';

const WIDTH = 24;
/** Milliseconds between two pictures of the bar. */
const REFRESH = 100;
/** Milliseconds between two lines where there is no bar. */
const LINE_EVERY = 15_000;

/** Where progress is shown: a terminal, or a file or pipe that keeps everything. */
type Output = Pick<WriteStream, 'write'> & { readonly isTTY?: boolean };

/** Shows how a work goes on: a bar with rate and time left on a terminal, else a line now and then. */
export class TerminalProgress implements Progress {
  private title: string | undefined;
  private total: number | undefined;
  private done = 0;
  private begunAt = 0;
  private shownAt = 0;

  constructor(
    private readonly output: Output,
    private readonly now: () => number = () => Date.now(),
  ) {}

  begin(title: string, total?: number): void {
    this.end();
    this.title = title;
    this.total = total;
    this.done = 0;
    this.begunAt = this.now();
    this.shownAt = this.begunAt;
    if (this.output.isTTY === true) {
      this.draw();
    }
  }

  reach(done: number): void {
    this.done = done;
    const since = this.now() - this.shownAt;
    if (this.output.isTTY === true && since >= REFRESH) {
      this.draw();
    } else if (this.output.isTTY !== true && since >= LINE_EVERY) {
      this.output.write(`${this.line()}\n`);
      this.shownAt = this.now();
    }
  }

  end(): void {
    if (this.title === undefined) {
      return;
    }
    const seconds = (this.now() - this.begunAt) / 1_000;
    const count = this.done > 0 ? `: ${this.done.toLocaleString('en')}` : '';
    const rate = this.done >= 1_000 && seconds > 0 ? `, ${perSecond(this.done, seconds)}` : '';
    const line = `${this.title}${count} (${seconds.toFixed(1)} s${rate})`;
    this.output.write(this.output.isTTY === true ? `\r\u001b[K${line}\n` : `${line}\n`);
    this.title = undefined;
  }

  private draw(): void {
    this.output.write(`\r\u001b[K${this.line()}`);
    this.shownAt = this.now();
  }

  private line(): string {
    const seconds = (this.now() - this.begunAt) / 1_000;
    const title = this.title ?? '';
    if (this.total === undefined || this.total === 0) {
      return `${title} ${this.done > 0 ? this.done.toLocaleString('en') : '…'}`;
    }
    const part = Math.min(1, this.done / this.total);
    const filled = Math.round(part * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    const left = part > 0 ? `, ${clock((seconds / part) * (1 - part))} left` : '';
    return `${title} ${bar} ${String(Math.floor(part * 100))} %, ${perSecond(this.done, seconds)}${left}`;
  }
}

function perSecond(done: number, seconds: number): string {
  const rate = seconds > 0 ? done / seconds : 0;
  return `${rate.toLocaleString('en', { maximumFractionDigits: rate < 10 ? 1 : 0 })}/s`;
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}
