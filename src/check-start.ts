/** Checks that take no time and spare a start that would fail: the port is free, and the database lets us in. */
import { createServer } from 'node:net'
import { Client } from 'pg'
import type { Config } from './config/config.ts'

const CONNECT_MS_MAX = 10_000

/**
 * Runs before the embedded PostgreSQL starts and before anything is migrated.
 * @throws the error of the system or of PostgreSQL; `portProblem` and `databaseProblem` put it into a sentence
 */
export async function checkStart({ host, port, databaseUrl }: Pick<Config, 'host' | 'port' | 'databaseUrl'>) {
  if (port !== 0) await listenOnce(host, port)
  if (databaseUrl !== undefined) await connectOnce(databaseUrl)
}

/** The sentence for a port that cannot be listened on; undefined when the error has another cause. */
export function portProblem(error: unknown): string | undefined {
  const { code, syscall, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (syscall !== 'listen' && code !== 'EADDRINUSE') return undefined
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Set PORT to another number, or stop the program that listens there.`
  if (code === 'EACCES') return `This user may not listen on port ${port}. Set PORT to 1024 or higher.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST is "${address}", which is not an address of this machine. Set HOST to 127.0.0.1 or 0.0.0.0.`
  return undefined
}

function listenOnce(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host, port }, () => server.close(() => resolve()))
  })
}

async function connectOnce(connectionString: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: CONNECT_MS_MAX })
  // A connection that breaks after the check has no reader; the service notices by its own connections.
  client.on('error', () => undefined)
  await client.connect()
  await client.end()
}
