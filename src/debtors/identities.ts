import type { ClientId } from '@saatava/core/ids.ts'
import { identityOf } from '../personal-keys/identity.ts'
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { keyedHash } from '../platform/keyed-hash.ts'
import type { Buyer } from './debtor.ts'

export const IDENTITY_KINDS = ['PERSON', 'BUSINESS', 'CUSTOMER'] as const
export type IdentityKind = (typeof IDENTITY_KINDS)[number]

/** The keyed hash of a text by which a debtor is recognised. */
interface Identity {
  kind: IdentityKind
  identity: Buffer
}

export interface Identities {
  /** The national id, or else the business id. */
  id: (Identity & { personIndex: Buffer }) | undefined
  /** The client's number for it. */
  number: Identity | undefined
}

export async function identitiesOf(platform: Platform, db: Queryable, buyer: Buyer): Promise<Identities> {
  const { clientId, nationalId, businessId, customerNumber } = buyer
  const person = identityOf({ personalIdentityNumber: nationalId })
  const text = person ?? identityOf({ businessId })
  const number = numberTextOf(customerNumber)
  return {
    id:
      text === undefined
        ? undefined
        : await idOf(platform, db, clientId, person === undefined ? 'BUSINESS' : 'PERSON', text),
    number:
      number === undefined
        ? undefined
        : { kind: 'CUSTOMER', identity: await identityHash(platform, db, clientId, number) },
  }
}

async function idOf(platform: Platform, db: Queryable, clientId: ClientId, kind: 'PERSON' | 'BUSINESS', text: string) {
  return {
    kind,
    identity: await identityHash(platform, db, clientId, text),
    personIndex: await personHash(platform, db, text),
  }
}

function numberTextOf(customerNumber: string | undefined): string | undefined {
  const number = (customerNumber ?? '').normalize('NFKC').trim().toLowerCase()
  return number === '' ? undefined : `customer ${number}`
}

/** The hashes by which the agency finds a person or a company over all clients: as a national id, and as a business id. */
export async function searchedPersons(platform: Platform, db: Queryable, text: string): Promise<Buffer[]> {
  const texts = [identityOf({ personalIdentityNumber: text }), identityOf({ businessId: text })]
  const hashes: Buffer[] = []
  for (const one of texts) if (one !== undefined) hashes.push(await personHash(platform, db, one))
  return hashes
}

function identityHash(platform: Platform, db: Queryable, clientId: ClientId, text: string): Promise<Buffer> {
  return keyedHash(platform, db, `debtor identity of ${clientId}`, text)
}

/** This hash is the same at every client, so that the agency finds one person over its clients. */
function personHash(platform: Platform, db: Queryable, text: string): Promise<Buffer> {
  return keyedHash(platform, db, 'person of all clients', text)
}
/** A search for a debtor by exact match. */
export interface SearchedIdentity {
  nationalId?: string | undefined
  businessCode?: string | undefined
  customerNumber?: string | undefined
}

/** The hashes of the identities that are searched for; undefined where one of them holds no letter and no digit. */
export async function searchedIdentities(
  platform: Platform,
  db: Queryable,
  clientId: ClientId,
  { nationalId, businessCode, customerNumber }: SearchedIdentity,
): Promise<Buffer[] | undefined> {
  const texts = [
    ...(nationalId === undefined ? [] : [identityOf({ personalIdentityNumber: nationalId })]),
    ...(businessCode === undefined ? [] : [identityOf({ businessId: businessCode })]),
    ...(customerNumber === undefined ? [] : [numberTextOf(customerNumber)]),
  ]
  const hashes: Buffer[] = []
  for (const text of texts) {
    if (text === undefined) return undefined
    hashes.push(await identityHash(platform, db, clientId, text))
  }
  return hashes
}
