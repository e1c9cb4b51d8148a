import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { startEmbeddedPostgres } from './index.ts'

export interface OpenDatabase {
  url: string
  /** URL of the tables' owner, who migrates. */
  ownerUrl: string
  /** Stops the embedded server, where we started it. */
  stop(): Promise<void>
}

/** The database has a separate folder below DATA_DIR: the server's user must be let in there, and only there. */
export function embeddedFolder(dataDir: string): string {
  return join(dataDir, 'postgres')
}

/** The database of DATABASE_URL, or the embedded one. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'databaseOwnerUrl' | 'dataDir'>,
  log: Logger,
): Promise<OpenDatabase> {
  const { databaseUrl: url, databaseOwnerUrl } = config
  if (url !== undefined) return { url, ownerUrl: databaseOwnerUrl ?? url, stop: async () => {} }
  const server = await startEmbeddedPostgres({ dataDir: embeddedFolder(config.dataDir), log })
  return { url: server.url, ownerUrl: server.ownerUrl, stop: () => server.stop() }
}
