import { eventually } from '../../../libs/testing/src/eventually.js';
import type { Place } from '../client/client.js';

/** Several programs, of which any may answer: people ask until one does, as clients do while programs are killed. */
export class Anywhere implements Place {
  private isOver = false;

  constructor(private readonly programs: readonly Place[]) {}

  /** The address of one of them, by chance. */
  get url(): string {
    return this.programs[Math.floor(Math.random() * this.programs.length)]!.url;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { method, headers, url } = request;
    const { pathname, search } = new URL(url);
    const body = (await request.text()) || null;
    const answer = await eventually(async () => {
      if (this.isOver) {
        throw new Error(`${method} ${pathname}: the test is over.`);
      }
      const got = await fetch(`${this.url}${pathname}${search}`, { method, headers, body }).catch(
        () => undefined,
      );
      const text = await got?.text().catch(() => undefined);
      return got !== undefined && text !== undefined && got.status < 500
        ? new Response(text === '' ? null : text, got)
        : undefined;
    });
    return answer!;
  };

  /** Lets nobody ask on. */
  end(): void {
    this.isOver = true;
  }
}
