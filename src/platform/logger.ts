import { isatty } from 'node:tty'
import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config.ts'

// Names of fields that may hold a secret, wherever they stand in a log line.
const SECRET_FIELDS = [
  'apiAccessToken',
  'provisioningToken',
  'credentials',
  'password',
  'customerKey',
  'partnerKey',
  'client_secret',
  'clientSecret',
  'apiKey',
  'privateKey',
  'authorization',
  'x-api-key',
]

/** JSON lines in staging and production or where nobody watches; readable lines in a terminal. */
export function createLogger(config: Pick<Config, 'logLevel' | 'environment'>): Logger {
  const options = {
    level: config.logLevel,
    base: null,
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [`["${field}"]`, `*["${field}"]`, `*.*["${field}"]`]),
      censor: '[secret]',
    },
  }
  const readable = config.environment === 'sandbox' && isatty(1)
  if (!readable) return pino(options)
  return pino(options, pretty({ colorize: true, translateTime: 'SYS:HH:MM:ss.l', ignore: 'pid,hostname', sync: true }))
}
