/** The parts of pino's logger that are used here. */
export interface EmailLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}
