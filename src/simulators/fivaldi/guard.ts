/** The door of Fivaldi: signature and timestamp, the bucket of calls, the company's id, and the words of each refusal. */
import { createHash, createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { customerOfPartner, deriveSimulatorKeys, simulatedCuid } from '../../connectors/fivaldi/sandbox-keys.ts'
import { textOf } from '../kit/companies.ts'
import type { FaultOrder } from '../kit/faults.ts'
import { type Answer, type Call as AnyCall, createGuard as guardOf, type Serve as AnyServe } from '../kit/guard.ts'
import type { SimulatorKit } from '../kit/simulator.ts'
import { complain, type ErrorCode, NAMES, refuse } from './answers.ts'
import type { Books, Company } from './books.ts'
import type { CompanySettings } from './settings.ts'

/** How far the timestamp of a request may be from now. The vendor does not publish it. */
const TIMESTAMP_SLACK_S = 300

export type Call = AnyCall<Company>
export type Serve = AnyServe<Company>

export function createGuard(kit: SimulatorKit, books: Books): Serve {
  const now = () => kit.now().getTime()
  const take = createBuckets(now)
  return guardOf<Company, readonly string[]>(kit, {
    enter(request) {
      const customer = signedBy(request, now())
      if (customer === undefined) return complain(401, 'Unauthorized')
      const company = books.company(customer)
      const { cuid } = request.params as { cuid?: string }
      if (cuid !== undefined && cuid !== simulatedCuid(customer)) return complain(404, `Company ${cuid} not found`)
      return company
    },
    tooMany({ id, settings }) {
      const { bucket } = settings
      if (bucket === undefined || take(id, bucket)) return undefined
      const headers = {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-replenish-rate': String(bucket.perSecond),
        'x-ratelimit-burst-capacity': String(bucket.capacity),
      }
      return { ...complain(429, 'Too Many Requests'), headers }
    },
    expire: () => complain(401, 'Unauthorized'),
    inOwnWords,
    wrongQuery(parameters, query) {
      const unknown = Object.keys(query).find((name) => !parameters.includes(name))
      return unknown === undefined ? undefined : complain(400, 'Bad Request', [`Unknown parameter ${unknown}`])
    },
  })
}

/** The simulated company whose partner signed a request: its headers, its bytes and its address as it came. */
function signedBy(request: FastifyRequest, now: number): string | undefined {
  const { headers, method, url } = request
  const partner = String(headers['x-fivaldi-partner'])
  const timestamp = String(headers['x-fivaldi-timestamp'])
  const known = customerOfPartner(partner)
  if (known === undefined || !/^\d{1,12}$/.test(timestamp)) return undefined
  if (Math.abs(Number(timestamp) - now / 1_000) > TIMESTAMP_SLACK_S) return undefined
  const body = textOf(request)
  const [path = '', query] = url.split(/\?(.*)/s)
  const text = [
    method,
    body === '' ? '' : createHash('md5').update(body).digest('hex'),
    body === '' ? '' : String(headers['content-type']),
    `x-fivaldi-partner:${partner}`,
    `x-fivaldi-timestamp:${timestamp}`,
    query === undefined ? path : `${path}\n${query}`,
  ].join('\n')
  const { partnerSecret } = deriveSimulatorKeys(known.customer)
  const mac = createHmac('sha256', partnerSecret).update(text).digest('base64')
  return headers.authorization === `Fivaldi ${mac}` ? known.customer : undefined
}

function inOwnWords({ fault, code, text }: FaultOrder): Answer | undefined {
  if (fault === 'MAINTENANCE') return complain(503, 'Service Unavailable')
  if (fault !== 'REFUSE') return undefined
  if (code === 'FORBIDDEN') return complain(403, text ?? 'Forbidden')
  const number = Number(code)
  return number in NAMES ? refuse(number as ErrorCode, text ?? 'Refused') : complain(400, text ?? 'Refused')
}

/** A bucket of calls for each partner, which is refilled steadily. @returns whether there was a call left */
function createBuckets(now: () => number): (id: string, bucket: NonNullable<CompanySettings['bucket']>) => boolean {
  const left = new Map<string, { calls: number; at: number }>()
  return (id, { capacity, perSecond }) => {
    const before = left.get(id) ?? { calls: capacity, at: now() }
    const calls = Math.min(capacity, before.calls + ((now() - before.at) / 1_000) * perSecond)
    left.set(id, { calls: Math.max(0, calls < 1 ? calls : calls - 1), at: now() })
    return calls >= 1
  }
}
