/** Requests with a token that is not taken: counted, logged once an address, and refused without a look where there are many. */
import type { Platform } from '../context.ts'
import { AppError } from '../errors.ts'
import type { WrongTokens } from './wrong-tokens.ts'

interface Sender {
  id: string
  remoteAddress?: string | undefined
}

/** @throws AppError TOO_MANY_REQUESTS the address has sent too many wrong tokens */
export function refuseGuesses({ metrics }: Platform, wrong: WrongTokens, { remoteAddress }: Sender): void {
  const seconds = wrong.waitSeconds(remoteAddress)
  if (seconds === 0) return
  metrics.wrongTokens.inc({ reason: 'throttled' })
  throw new AppError('TOO_MANY_REQUESTS', 'Too many wrong tokens came from this address. Check the token, and wait.', {
    retryAfterSeconds: seconds,
  })
}

/** @param reason why the token is not taken, for the metric: 'expired' */
export function noteWrong(platform: Platform, wrong: WrongTokens, { id, remoteAddress }: Sender, reason: string): void {
  platform.metrics.wrongTokens.inc({ reason })
  if (wrong.note(remoteAddress, platform.clock.real()))
    platform.log.warn({ requestId: id, remoteAddress, reason }, 'a request came with a token that is not taken')
}
