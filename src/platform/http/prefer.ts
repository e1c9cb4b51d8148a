/** The header Prefer (RFC 7240): `return=representation`, `return=minimal`, `wait=SECONDS`. Anything else is ignored. */
import type { FastifyRequest } from 'fastify'

/** A request is answered within the time that proxies commonly allow. */
const WAIT_SECONDS_MAX = 30

export interface Prefer {
  return: 'representation' | 'minimal' | undefined
  /** At most WAIT_SECONDS_MAX. */
  waitSeconds: number | undefined
}

export function preferOf(request: FastifyRequest): Prefer {
  const header = request.headers['prefer']
  const prefer: Prefer = { return: undefined, waitSeconds: undefined }
  // The first of several that say the same counts (RFC 7240 § 2).
  for (const part of [header ?? []].flat().join(',').split(',')) {
    const [name = '', value = ''] =
      part
        .split(';', 1)[0]
        ?.split('=')
        .map((word) => word.trim().toLowerCase()) ?? []
    const given = value.replaceAll('"', '')
    if (name === 'return' && (given === 'representation' || given === 'minimal')) prefer.return ??= given
    if (name === 'wait' && /^\d{1,9}$/.test(given)) prefer.waitSeconds ??= Math.min(Number(given), WAIT_SECONDS_MAX)
  }
  return prefer
}

/** Preference-Applied for those that were followed. */
export function appliedOf({ return: wanted, waitSeconds }: Prefer): Record<string, string> {
  const applied = [
    ...(wanted === undefined ? [] : [`return=${wanted}`]),
    ...(waitSeconds === undefined ? [] : [`wait=${waitSeconds}`]),
  ]
  return applied.length === 0 ? {} : { 'preference-applied': applied.join(', ') }
}
