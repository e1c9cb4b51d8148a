/** How a command that could not do its work says so: what was wrong, what would be right, and an exit code. */
import { CommanderError } from 'commander'
import { ConnectorError } from '../connectors/errors.ts'
import { ConfigError } from '../config/config.ts'
import { databaseProblem } from '../platform/database-problem.ts'
import { AppError } from '../platform/errors.ts'
import { MigrationError } from '../platform/migrate.ts'
import { EmbeddedPostgresError } from '../embedded-postgres/index.ts'
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
  // It was not done and is no failure: it waits for a second person.
  if (error instanceof AppError && error.code === 'WAITING') {
    process.stdout.write(json ? `${JSON.stringify(error.extra)}\n` : `${error.message}\n`)
    return 0
  }
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
  const problem = databaseProblem(error, givenDatabaseUrl())
  if (problem !== undefined) return { code: 'DATABASE', message: problem }
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

function givenDatabaseUrl(): string | undefined {
  const url = process.env['DATABASE_URL']?.trim()
  return url === '' ? undefined : url
}
