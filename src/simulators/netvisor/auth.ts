/** Who asks? Checks the headers and the signature as the vendor describes them, with all three algorithms. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Refusal } from './envelope.ts'
import { simulatorKeys } from './keys.ts'

const SKEW_MS_MAX = 15 * 60_000
const PREFIX = 'x-netvisor-authentication-'

/** The documentation's own sample keys, so that published vectors can be tried against the simulator. */
const SAMPLE = {
  customerId: 'Integraatiokayttajan tunnus',
  customerKey: '7cd680e89e880553358bc07cd28b0ee2',
  partnerKey: '07f94228d149a96b2f25e3edad55096e',
}

export interface Caller {
  /** The customer id, which is also the simulated company's. */
  company: string
  transactionId: string
  language: string
}

/** Throws AUTHENTICATION_FAILED; on a wrong signature with the string that was expected, keys left out, like the real one. */
export function authenticate(request: FastifyRequest, now: Date): Caller {
  const header = (name: string) => String(request.headers[name] ?? '')
  const auth = (name: string) => header(`${PREFIX}${name}`)
  const customerId = auth('customerid')
  const transactionId = auth('transactionid')
  const organisation = header('x-netvisor-organisation-id')
  if (customerId === '' || transactionId === '') throw failed('Authentication headers are missing')
  const keys = keysOf(customerId, auth('partnerid'), organisation)
  const language = header('x-netvisor-interface-language')
  const url = `http://${header('host')}${request.raw.url ?? ''}`
  const common = [url, auth('sender'), customerId, auth('timestamp'), language, organisation, transactionId]
  const algorithm = auth('machashcalculationalgorithm')
  const signed = algorithm === 'HMACSHA256' ? [...common, auth('timestampunix')] : common
  const expected = mac(algorithm, signed, keys)
  if (!same(expected, auth('mac').toLowerCase())) {
    throw failed(
      `The MAC is not valid. It was expected to be computed over: ${[...signed, '<CustomerKey>', '<PartnerKey>'].join('&')}`,
    )
  }
  checkTime(auth('timestamp'), algorithm === 'HMACSHA256' ? auth('timestampunix') : undefined, now)
  return { company: customerId, transactionId, language }
}

interface Keys {
  customerKey: string
  partnerKey: string
}

function keysOf(customerId: string, partnerId: string, organisation: string): Keys {
  if (customerId === SAMPLE.customerId) return SAMPLE
  const [, company] = /^sim-\d+-(.+)$/.exec(customerId) ?? []
  const keys = simulatorKeys(customerId)
  if (company === undefined || partnerId !== keys.partnerId)
    throw failed('Integration keys are not valid. Please check the keys specific to the user and partner.')
  if (organisation !== company) throw failed(`The user has no rights to the organisation ${organisation}`)
  return keys
}

function mac(algorithm: string, signed: string[], { customerKey, partnerKey }: Keys): string {
  const text = Buffer.from([...signed, customerKey, partnerKey].join('&'), 'latin1')
  switch (algorithm) {
    case 'HMACSHA256':
      return createHmac('sha256', Buffer.from(`${customerKey}&${partnerKey}`, 'latin1'))
        .update(text)
        .digest('hex')
    case 'SHA256':
      return createHash('sha256').update(text).digest('hex')
    case '':
      return createHash('md5').update(text).digest('hex')
    default:
      throw failed(`The algorithm ${algorithm} is not known`)
  }
}

function same(expected: string, given: string): boolean {
  return expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given))
}

function checkTime(timestamp: string, unix: string | undefined, now: Date): void {
  const at = Date.parse(`${timestamp.replace(' ', 'T')}Z`)
  const off = (ms: number) => !Number.isFinite(ms) || Math.abs(now.getTime() - ms) > SKEW_MS_MAX
  if (off(at)) throw failed(`The timestamp ${timestamp} is too far from the server's time`)
  if (unix !== undefined && off(Number(unix) * 1000))
    throw failed(`The unix timestamp ${unix} is too far from the server's time`)
}

function failed(message: string): Refusal {
  return new Refusal('AUTHENTICATION_FAILED', message)
}
