/**
 * Authenticates a request. Throws AUTHENTICATION_FAILED with the mistake; the message about a wrong MAC names the
 * expected one.
 */
import type { FastifyRequest } from 'fastify'
import { SIMULATED_PARTNER, simulatorKeys } from '../../connectors/netvisor/sandbox-keys.ts'
import { algorithmOf, expectedMac, type Signed, sameMac, type SigningKeys, signedText } from './mac.ts'
import { Refusal } from './refusal.ts'

/** A caller's clock may differ by so much. */
const CLOCK_OFF_MAX_MS = 15 * 60_000

const SIMULATED = /^sim-\d{1,15}-(.{1,64})$/

/** The keys of the vendor's own documentation, which public clients use as test vectors. */
const DOCUMENTED = {
  customerId: 'Integraatiokayttajan tunnus',
  customerKey: '7cd680e89e880553358bc07cd28b0ee2',
  partnerKey: '07f94228d149a96b2f25e3edad55096e',
  organisationId: '1967543-8',
}

export interface Caller {
  customerId: string
  transactionId: string
}

export function authenticate(request: FastifyRequest, now: Date): Caller {
  const header = (name: string): string => {
    const value = request.headers[`x-netvisor-${name}`]
    if (typeof value !== 'string' || value === '') throw failed(`The header X-Netvisor-${name} is missing`)
    return value
  }
  const algorithm = algorithmOf(optional(request, 'authentication-machashcalculationalgorithm'))
  if (algorithm === undefined) throw failed('The MAC hash calculation algorithm is not known')
  const signed: Signed = {
    url: `http://${request.headers.host ?? ''}${request.raw.url ?? ''}`,
    sender: header('authentication-sender'),
    customerId: header('authentication-customerid'),
    timestamp: header('authentication-timestamp'),
    language: header('interface-language'),
    organisationId: header('organisation-id'),
    transactionId: header('authentication-transactionid'),
    timestampUnix: algorithm === 'HMACSHA256' ? header('authentication-timestampunix') : '',
  }
  if (!['FI', 'EN', 'SE'].includes(signed.language)) throw failed('The interface language must be FI, EN or SE')
  const keys = keysOf(signed, header('authentication-partnerid'))
  if (!sameMac(header('authentication-mac'), expectedMac(algorithm, signed, keys))) {
    const shown = signedText(algorithm, signed, { customerKey: '[CustomerKey]', partnerKey: '[PartnerKey]' })
    throw failed(`The MAC does not match. Expected the ${algorithm} of: ${shown}`)
  }
  checkClock(signed, algorithm === 'HMACSHA256', now)
  return { customerId: signed.customerId, transactionId: signed.transactionId }
}

function keysOf({ customerId, organisationId }: Signed, partnerId: string): SigningKeys {
  const documented = customerId === DOCUMENTED.customerId
  const organisation = documented ? DOCUMENTED.organisationId : SIMULATED.exec(customerId)?.[1]
  if (organisation === undefined || (!documented && partnerId !== SIMULATED_PARTNER)) {
    throw failed('Integration keys are not valid. Please check the keys specific to the user and partner.')
  }
  if (organisation !== organisationId) throw failed(`The user has no rights to the organisation ${organisationId}`)
  return documented ? DOCUMENTED : simulatorKeys(customerId)
}

function checkClock({ timestamp, timestampUnix }: Signed, withUnix: boolean, now: Date): void {
  // Documented is "2026-01-31 12:00:00.000"; clients also send what their language writes, "2026-01-31T12:00:00Z".
  const written = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?Z?$/.test(timestamp)
    ? Date.parse(`${timestamp.replace(' ', 'T').replace('Z', '')}Z`)
    : Number.NaN
  const times = withUnix ? [written, Number(timestampUnix) * 1_000] : [written]
  // A time that cannot be read is not near.
  const near = times.every((time) => Math.abs(time - now.getTime()) <= CLOCK_OFF_MAX_MS)
  if (!near) throw failed(`The timestamp ${timestamp} is not within 15 minutes of ${now.toISOString()} (UTC)`)
}

function optional(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[`x-netvisor-${name}`]
  return typeof value === 'string' ? value : undefined
}

function failed(text: string): Refusal {
  return new Refusal('AUTHENTICATION_FAILED', text)
}
