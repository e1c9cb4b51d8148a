/**
 * Settings of the embedded server. Durability is PostgreSQL's own default: fsync, full_page_writes and synchronous_commit
 * are on, and only a caller that can lose everything (a test) turns them off.
 */
const DEFAULTS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // No socket in the file system: nothing to leave behind, no path too long, nobody else's folder needed.
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  min_wal_size: '160MB',
  checkpoint_timeout: '15min',
  // Short statements only: compiling them costs more than it gives.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  logging_collector: 'off',
  log_destination: 'stderr',
}

/** Command-line arguments of `postgres`: the defaults, overridden by `settings`, and the port. */
export function serverArguments(cluster: string, port: number, settings: Record<string, string>): string[] {
  const all = { ...DEFAULTS, ...settings, port: String(port) }
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** False when the caller gave durability up. */
export function isDurable(settings: Record<string, string>): boolean {
  return !['off', 'false', 'no', '0'].includes(settings.fsync?.toLowerCase() ?? 'on')
}
