import { Type } from 'typebox'
import { AppError } from '../../platform/errors.ts'
import { sealedState } from '../sealed-state.ts'

/** A challenge that a passkey signs, for one purpose. */
export const NEW_PASSKEY = sealedState('console-passkey-new', Type.Object({ challenge: Type.String() }))
export const PASSKEY_SIGN_IN = sealedState('console-passkey-sign-in', Type.Object({ challenge: Type.String() }))

/** Options for the browser, as JSON, and their challenge, sealed. */
export interface PasskeyOptions {
  options: string
  challenge: string
}

/** The answer of a browser about a passkey. Its library checks the rest. @throws AppError UNAUTHORIZED */
export function answerOf(response: string): { id: string } {
  try {
    const answer: unknown = JSON.parse(response)
    if (typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string')
      return { ...answer, id: answer.id }
  } catch {
    // It is no JSON.
  }
  throw refused()
}

export function refused(cause?: unknown): AppError {
  return new AppError('UNAUTHORIZED', 'The passkey was not accepted. Try again.', { cause })
}
