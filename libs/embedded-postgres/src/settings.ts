/**
 * Server settings for a small machine that also runs Maru. They are given at each start rather than
 * written into the cluster, so that a newer Maru's settings reach an older cluster.
 */
const ALWAYS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  random_page_cost: '1.1',
  jit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Failed statements go to the program that sent them; here they would leak personal values.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/**
 * For data that may be lost with the machine: what waits for the disk is off, and so is what changes plans and costs in
 * the background, by the minute.
 */
const DISPOSABLE: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
};

/** The words after `postgres` that start a server on the data folder at this port. */
export function serverArguments(data: string, port: number, disposable: boolean): string[] {
  const settings = { ...ALWAYS, ...(disposable ? DISPOSABLE : {}), port: String(port) };
  return [
    '-D',
    data,
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
}
