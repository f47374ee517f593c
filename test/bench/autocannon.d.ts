declare module 'autocannon' {
  /** The part of autocannon that the benchmark uses. */
  interface Request {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string;
    setupRequest?: (request: Request) => Request;
  }
  interface Result {
    requests: { average: number; total: number };
    latency: { p50: number; p99: number };
    non2xx: number;
    errors: number;
    duration: number;
  }
  export default function autocannon(options: {
    url: string;
    connections: number;
    overallRate?: number;
    duration: number;
    requests: Request[];
  }): Promise<Result>;
}
