/** How a drop can fail, in the ways that those who deliver must tell apart. */
export type DropErrorKind =
  /** The other side has looked at this file, said no, and would say it again. */
  | 'refused'
  /** It does not let us in, or we do not trust it: somebody must put it right. Nothing was delivered. */
  | 'auth'
  /** Certainly not delivered; worth another try later. */
  | 'temporary'
  /** May or may not have been delivered. */
  | 'ambiguous'

export class DropError extends Error {
  override name = 'DropError'
  readonly kind: DropErrorKind
  /** The system's own code, for example ENOSPC, or our code in capitals (HOST_FINGERPRINT_MISMATCH). */
  readonly code: string
  /** Advice to a person, in one sentence. */
  readonly advice: string
  readonly retryAfterMs: number | undefined

  /** @param message the other side's words, or our own; it may name hosts and folders, and never holds a secret */
  constructor(
    kind: DropErrorKind,
    code: string,
    message: string,
    options: { advice: string; retryAfterMs?: number | undefined; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.kind = kind
    this.code = code
    this.advice = options.advice
    this.retryAfterMs = options.retryAfterMs
  }
}

/** The drop does not know us, or we do not know it. */
export function notLetIn(code: string, message: string, advice: string, cause?: unknown): DropError {
  return new DropError('auth', code, message, { advice, cause })
}

/** Certainly not delivered; tried again later. */
export function notNow(code: string, message: string, advice: string, cause?: unknown): DropError {
  return new DropError('temporary', code, message, { advice, cause })
}

/** Perhaps delivered, perhaps not. */
export function notKnown(code: string, message: string, cause?: unknown): DropError {
  const advice = 'Saatava looks into the drop before it delivers the file again.'
  return new DropError('ambiguous', code, message, { advice, cause })
}

export const FILE_TOO_LARGE = 'FILE_TOO_LARGE'

export function tooLarge(name: string, bytes: number, bytesMax: number): DropError {
  return notNow(FILE_TOO_LARGE, `${name} has ${bytes} bytes, and at most ${bytesMax} that are read.`, 'Move it away.')
}

export function tooMany(where: string, filesMax: number): DropError {
  return notNow('TOO_MANY_FILES', `${where} holds more than ${filesMax} files of these days.`, 'Ask for fewer days.')
}
