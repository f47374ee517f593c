/** What an address under `/health` answers. */
export interface Health {
  /** Of HTTP; 0 when nothing answered. */
  readonly code: number;
  /** `ok`, `degraded`, `error` or `shutting_down`. */
  readonly status?: string;
  readonly details?: Readonly<Record<string, { readonly status: string } | undefined>>;
}

/** A program that takes longer to say how it is hangs, in milliseconds. */
const PATIENCE_MS = 120_000;

/** Asks a program how it is. */
export async function health(port: number, path = 'ready'): Promise<Health> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/${path}`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { ...((await answer.json()) as object), code: answer.status };
  } catch {
    return { code: 0 };
  }
}
