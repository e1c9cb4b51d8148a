import { isatty } from 'node:tty'
import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from '../config/config.ts'

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

/**
 * JSON lines in staging and production or where nobody watches; readable lines in a terminal.
 * @param descriptor 1, standard output, for a service; 2 where standard output is for a command's result
 */
export function createLogger(config: Pick<Config, 'logLevel' | 'environment'>, descriptor: 1 | 2 = 1): Logger {
  const options = {
    level: config.logLevel,
    base: null,
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [`["${field}"]`, `*["${field}"]`, `*.*["${field}"]`]),
      censor: '[secret]',
    },
  }
  const readable = config.environment === 'sandbox' && isatty(descriptor)
  if (!readable) return pino(options, pino.destination(descriptor))
  return pino(
    options,
    pretty({
      colorize: true,
      translateTime: 'SYS:HH:MM:ss.l',
      ignore: 'pid,hostname',
      sync: true,
      destination: descriptor,
    }),
  )
}
