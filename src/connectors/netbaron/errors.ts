import { ConnectorError } from '../errors.ts'

/** A document that cannot be said as an Accounting Receipt, or that NetBaron's import said no to. */
export function refused(code: string, message: string, advice: string): ConnectorError {
  return new ConnectorError('refused', code, message, { advice })
}

/** The drop does not know us, or we do not know it: the queue stops until somebody puts it right. */
export function notLetIn(code: string, message: string, advice: string, cause?: unknown): ConnectorError {
  return new ConnectorError('auth', code, message, cause === undefined ? { advice } : { advice, cause })
}

/** Certainly not delivered; tried again later. */
export function notNow(code: string, message: string, advice: string, cause?: unknown): ConnectorError {
  return new ConnectorError('temporary', code, message, cause === undefined ? { advice } : { advice, cause })
}

/** Perhaps delivered, perhaps not. */
export function notKnown(code: string, message: string, cause?: unknown): ConnectorError {
  const advice = 'Saatava looks into the drop before it delivers the file again.'
  return new ConnectorError('ambiguous', code, message, cause === undefined ? { advice } : { advice, cause })
}

/** Reports a read whose answer was lost: reading twice harms nothing, so the error is merely temporary. */
export function asRead(error: unknown): unknown {
  if (!(error instanceof ConnectorError) || error.kind !== 'ambiguous') return error
  return notNow(error.code, error.message, 'Nothing was written. Saatava reads the drop again automatically.', error)
}
