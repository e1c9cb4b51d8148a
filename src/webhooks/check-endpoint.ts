import { EVENTS } from '../events/catalogue.ts'
import type { Fault } from '../platform/errors.ts'
import { FetchRefused } from '../platform/safe-fetch/refused.ts'
import { checkAddress } from '../platform/safe-fetch/safe-post.ts'
import type { WebhookNetwork } from './network.ts'
import type { WebhookOwner } from './endpoint.ts'

const LOOKUP_MS = 5_000

interface Given {
  url: string
  types?: string[]
  contactEmail?: string
}

/** Finds what is wrong with the fields of an endpoint. The address is looked up, and checked as at every attempt. */
export async function faultsOfEndpoint(owner: WebhookOwner, given: Given, network: WebhookNetwork): Promise<Fault[]> {
  const faults = (given.types ?? []).flatMap((type, i) => unknownType(type, i))
  if (owner.partnerId !== null && given.contactEmail === undefined)
    faults.push({
      pointer: '/contactEmail',
      code: 'REQUIRED',
      message: 'is required for an endpoint of a partner: mails about failures go there',
    })
  try {
    await checkAddress(given.url, network(given.url), LOOKUP_MS)
  } catch (error) {
    if (!(error instanceof FetchRefused)) throw error
    faults.push({ pointer: '/url', code: error.code, message: lowered(error.message), received: given.url })
  }
  return faults
}

function unknownType(type: string, i: number): Fault[] {
  if (Object.keys(EVENTS).some((name) => name.startsWith(type))) return []
  const message = 'is no type of an event, nor the beginning of one; the guide "Events" lists them'
  return [{ pointer: `/types/${i}`, code: 'UNKNOWN_EVENT_TYPE', message, received: type }]
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '')
}
