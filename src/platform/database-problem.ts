/** One sentence for each reason why a database cannot be used. It names server, database and user, never the password. */
import { DatabaseError } from 'pg'
import { isDatabaseUnavailable } from './database.ts'

interface Address {
  user: string
  server: string
  database: string
}

/**
 * @param url the DATABASE_URL that was tried; undefined for the embedded server
 * @returns what is wrong and what would be right; undefined when the error has another cause
 */
export function databaseProblem(error: unknown, url: string | undefined): string | undefined {
  const address = addressOf(url)
  if (error instanceof DatabaseError) return refusal(error, address)
  const sentence = connectionProblem(codeOf(error), address)
  if (sentence !== undefined) return sentence
  if (!isDatabaseUnavailable(error)) return undefined
  return `The database at ${address.server} does not answer (${wordsOf(error)}). Check that the server runs.`
}

/** SQLSTATE classes of https://www.postgresql.org/docs/current/errcodes-appendix.html. */
function refusal(error: DatabaseError, { user, server, database }: Address): string | undefined {
  switch (error.code ?? '') {
    case '28P01':
      return `The server at ${server} refused the password of user "${user}". Correct the password in DATABASE_URL.`
    case '28000':
      return `The server at ${server} does not let user "${user}" in (${error.message}). Check the user in DATABASE_URL and the server's pg_hba.conf.`
    case '3D000':
      return `The server at ${server} has no database "${database}". Create it (createdb ${database}), or correct the name in DATABASE_URL.`
    case '42501':
      return `User "${user}" lacks a right in database "${database}" at ${server} (${error.message}). Grant it. To migrate, set DATABASE_OWNER_URL to the owner of the tables and run "saatava migrate", which grants the service its rights.`
    case '53300':
      return `The server at ${server} has no connection left for user "${user}". Lower DATABASE_POOL_MAX or raise max_connections.`
    case '57P03':
      return `The server at ${server} is starting up or shutting down. Try again in a moment.`
    default:
      return isDatabaseUnavailable(error)
        ? `The database at ${server} cannot be used now (${error.message}). Check that the server runs.`
        : undefined
  }
}

function connectionProblem(code: string | undefined, { server }: Address): string | undefined {
  switch (code ?? '') {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of ${server} is unknown. Correct the host in DATABASE_URL.`
    case 'ECONNREFUSED':
      return `Nothing listens at ${server}. Start the database server, or correct DATABASE_URL.`
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `The server at ${server} cannot be reached (${code}). Check the network, and the host in DATABASE_URL.`
    default:
      return undefined
  }
}

function addressOf(url: string | undefined): Address {
  const parsed = url === undefined ? null : URL.parse(url)
  if (parsed === null) return { user: 'saatava', server: 'the embedded PostgreSQL', database: 'saatava' }
  return {
    user: decodeURIComponent(parsed.username),
    server: `${parsed.hostname}:${parsed.port === '' ? '5432' : parsed.port}`,
    database: decodeURIComponent(parsed.pathname.slice(1)),
  }
}

// A name with several addresses fails with an AggregateError, which has a code but no words.
function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : undefined
}

function wordsOf(error: unknown): string {
  const attempts = error instanceof AggregateError ? (error.errors as Error[]) : []
  return [error as Error, ...attempts].map(({ message }) => message).find((message) => message !== '') ?? 'no answer'
}

/** "user@host:port/database", without the password, for people who must recognise it. */
export function databaseName(url: string): string {
  const { user, server, database } = addressOf(url)
  return `${user}@${server}/${database}`
}
