import type { ClientId } from '@saatava/core/ids.ts'
import { NewClient } from '../onboarding/schemas.ts'
import type { BoundPool, Queryable } from '../platform/database.ts'
import { stored as storedAs } from '../platform/stored.ts'
import { cacheOf } from './cache.ts'
import type { Onboarded } from './defaults.ts'
import { effective } from './effective.ts'
import { type ClientRow, clientRows } from './queries.ts'
import type { ClientProfile, ClientSettings } from './settings.ts'
import { type StoredSettings, readSettings } from './stored.ts'

export interface SettingsInForce {
  settings: ClientSettings
  profile: ClientProfile
  /** 0: the client has set nothing yet. */
  version: number
  updatedAt: Date | null
  /** Settings that the client itself has set. */
  stored: StoredSettings
}

/** A client's settings as they stand in the database now. Throws where there is no such client. */
export async function clientSettings(db: Queryable, clientId: ClientId): Promise<SettingsInForce> {
  const [row] = await clientRows(db, [clientId])
  if (row === undefined) throw new Error(`there is no client ${clientId}`)
  return inForce(row)
}

/**
 * The settings of many clients, for workers: remembered for a moment, so that a change made by another process is seen
 * within 2 s, and one made by this process at once. Clients that do not exist are missing from the map. The returned
 * settings are shared: callers never change them.
 * @param pool the process's: who asks it for a second connection from within a transaction may wait for itself
 * @param db what is read with where nothing is remembered: the transaction, or the pool outside of one
 */
export async function settingsOf(
  pool: BoundPool,
  db: Queryable,
  clientIds: Iterable<ClientId>,
): Promise<Map<ClientId, SettingsInForce>> {
  const cache = cacheOf<SettingsInForce>(pool.connections)
  return cache.read(clientIds, async (missing) => {
    const rows = await clientRows(db, missing)
    return rows.map((row): [ClientId, SettingsInForce] => [row.clientId, inForce(row)])
  })
}

/** To be called when a change has been committed. */
export function forgetSettings(pool: BoundPool, clientId: ClientId): void {
  cacheOf(pool.connections).forget(clientId)
}

const readClient = storedAs(NewClient, 'client.details')

function inForce(row: ClientRow): SettingsInForce {
  const stored = row.settings === null ? {} : readSettings(row.settings, `client ${row.clientId}`)
  const { client } = readClient(row.details, `client ${row.clientId}`)
  const profile = profileOf(row, client)
  const settings = effective(profile, onboardedOf(row, client), stored)
  return { settings, profile, version: row.version ?? 0, updatedAt: row.updatedAt, stored }
}

function profileOf(row: ClientRow, client: NewClient['client']): ClientProfile {
  const address = {
    ...(client.postalAddress === undefined ? {} : { street: client.postalAddress }),
    ...(client.postalCode === undefined ? {} : { postalCode: client.postalCode }),
    ...(client.postalDistrict === undefined ? {} : { postalDistrict: client.postalDistrict }),
  }
  return {
    clientId: row.clientId,
    name: row.name,
    businessCode: row.businessCode,
    countryCode: row.countryCode,
    currencyCode: row.currencyCode,
    ...(client.vatRegNbr === undefined ? {} : { vatCode: client.vatRegNbr }),
    ...(Object.keys(address).length === 0 ? {} : { address }),
    ...(client.email === undefined ? {} : { email: client.email }),
    ...(client.telephone === undefined ? {} : { phone: client.telephone }),
    ...(client.website === undefined ? {} : { website: client.website }),
  }
}

function onboardedOf(row: ClientRow, client: NewClient['client']): Onboarded {
  return {
    serviceType: row.serviceType as Onboarded['serviceType'],
    paymentReferencePrefix: String(row.paymentReferencePrefix),
    languageCode: client.languageCode,
    account: {
      ...(client.ibanAccount === undefined ? {} : { iban: client.ibanAccount }),
      ...(client.bic === undefined ? {} : { bic: client.bic }),
      ...(client.bankgiro === undefined ? {} : { bankgiro: client.bankgiro }),
      ...(client.plusgiro === undefined ? {} : { plusgiro: client.plusgiro }),
    },
  }
}
