/**
 * The state of a sign-in between two requests: a challenge for a passkey, or the secrets that the answer of an OIDC provider
 * must fit. The browser keeps it, sealed with the master key, so nobody who is not signed in writes into the database.
 * It ends after some minutes. A state begins one session at most (console_session.proof_hash).
 */
import { Type, type Static, type TSchema } from 'typebox'
import { AppError } from '../platform/errors.ts'
import type { Platform } from '../platform/context.ts'
import { storedText } from '../platform/stored.ts'

const MINUTES = 10

type Sealer = Pick<Platform, 'secrets' | 'clock'>

export interface SealedState<T> {
  seal(platform: Sealer, state: T): string
  /** @throws AppError UNAUTHORIZED it has ended, or is not of this purpose */
  open(platform: Sealer, sealed: string): T
}

/** @param purpose it is bound in, so that a state of one kind does not pass for another */
export function sealedState<S extends TSchema>(purpose: string, schema: S): SealedState<Static<S>> {
  const read = storedText(Type.Object({ endsAt: Type.Integer(), state: schema }), purpose)
  return {
    seal: ({ secrets, clock }, state) =>
      secrets
        .seal(purpose, JSON.stringify({ endsAt: clock.real().getTime() + MINUTES * 60_000, state }))
        .toString('base64url'),
    open({ secrets, clock }, sealed) {
      const opened = openText(() => secrets.open(purpose, Buffer.from(sealed, 'base64url')))
      const { endsAt, state } = read(opened, purpose) as unknown as { endsAt: number; state: Static<S> }
      if (clock.real().getTime() >= endsAt) throw ended()
      return state
    },
  }
}

function openText(open: () => string): string {
  try {
    return open()
  } catch {
    throw ended()
  }
}

function ended(): AppError {
  return new AppError('UNAUTHORIZED', 'The page of the sign-in was open for too long. Try again.')
}
