/** How a command that could not do its work says so: what was wrong, what would be right, and an exit code. */
import { CommanderError } from 'commander'
import { DatabaseError } from 'pg'
import { ConnectorError } from '../connectors/errors.ts'
import { ConfigError } from '../platform/config.ts'
import { isDatabaseUnavailable } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { MigrationError } from '../platform/migrate.ts'
import { EmbeddedPostgresError } from '../platform/postgres/index.ts'
import { plain } from './output.ts'

export const EXIT_FAILURE = 1
export const EXIT_USAGE = 2

/** A failure of the command itself. `code` is for programs. */
export class CliError extends Error {
  override name = 'CliError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

interface Failure {
  code: string
  message: string
  /** Every fault found, where there are several. */
  errors?: { pointer: string; code: string; message: string; received?: unknown }[]
  advice?: string
}

/** Prints why, to standard error; returns the exit code. */
export function report(error: unknown, json: boolean): number {
  // Commander has written its own words already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE
  const failure = failureOf(error)
  process.stderr.write(json ? `${JSON.stringify({ error: failure })}\n` : `${textOf(failure)}\n`)
  return EXIT_FAILURE
}

function textOf({ message, errors = [], advice }: Failure): string {
  const faults = errors.map(({ pointer, message, received }) => {
    const what = received === undefined ? '' : `; it is ${plain(JSON.stringify(received))}`
    return `  ${pointer} ${plain(message)}${what}`
  })
  return [`Error: ${message}`, ...faults, ...(advice === undefined ? [] : [advice])].join('\n')
}

function failureOf(error: unknown): Failure {
  if (error instanceof CliError) return { code: error.code, message: error.message }
  if (error instanceof AppError) return ofApp(error)
  if (error instanceof ConnectorError) return { code: error.code, message: error.message, advice: error.advice }
  if (error instanceof ConfigError) return { code: 'SETTING', message: error.message }
  if (error instanceof MigrationError) return { code: 'MIGRATION', message: error.message }
  if (error instanceof EmbeddedPostgresError) return { code: 'DATABASE', message: error.message }
  const address = (error as { code?: unknown }).code
  if (isDatabaseUnavailable(error) || address === 'ENOTFOUND' || address === 'EAI_AGAIN' || isRefused(error)) {
    return {
      code: 'DATABASE',
      message: `The database cannot be used: ${databaseWords(error)}. ${whichDatabase()}`,
    }
  }
  return { code: 'INTERNAL', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

function ofApp(error: AppError): Failure {
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return {
    code: error.code,
    message: `${error.message}${cause}`,
    ...(error.faults === undefined ? {} : { errors: error.faults }),
  }
}

/** 28: not let in. 3D000: no such database. 42501: not allowed there. */
function isRefused(error: unknown): boolean {
  return error instanceof DatabaseError && /^(28...|3D000|42501)$/.test(error.code ?? '')
}

// Where a name has several addresses, the error that holds the attempts has no words of its own.
function databaseWords(error: unknown): string {
  const attempts = error instanceof AggregateError ? (error.errors as Error[]) : []
  return [error as Error, ...attempts].map(({ message }) => message).find((message) => message !== '') ?? 'no answer'
}

function whichDatabase(): string {
  const url = process.env['DATABASE_URL']
  if (url === undefined || url.trim() === '') return 'It is the embedded one in DATA_DIR.'
  // Host and name alone: the address may hold a password.
  const parsed = URL.parse(url)
  const where = parsed === null ? '' : ` (${parsed.host}${parsed.pathname})`
  return `Check DATABASE_URL${where}, and that the server runs.`
}
