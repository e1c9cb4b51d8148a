import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { startEmbeddedPostgres } from './index.ts'

export interface OpenDatabase {
  url: string
  /** Stops the embedded server, where we started it. */
  stop(): Promise<void>
}

/** The database has a separate folder below DATA_DIR: the server's user must be let in there, and only there. */
export function embeddedFolder(dataDir: string): string {
  return join(dataDir, 'postgres')
}

/** The database of DATABASE_URL, or the embedded one. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: Logger,
): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, stop: async () => {} }
  const server = await startEmbeddedPostgres({ dataDir: embeddedFolder(config.dataDir), log })
  return { url: server.url, stop: () => server.stop() }
}
