import type { ClientId } from '@saatava/core/ids.ts'
import type { Static } from 'typebox'
import { archivedSize } from '../archive/archived.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import type { Queryable } from '../platform/database.ts'
import type { SettingsInForce } from './client-settings.ts'
import { nextNumber } from './queries.ts'
import type { SettingsView } from './schemas.ts'
import { INVOICE_COUNTER } from './take-numbers.ts'

type View = Static<typeof SettingsView>

/** Settings as the API shows them. */
export async function viewOf(
  db: Queryable,
  clientId: ClientId,
  { settings, version, updatedAt }: SettingsInForce,
): Promise<View> {
  const { service, language, logo, bankAccounts, references, channels, approval, numbering, accounting } = settings
  return {
    version,
    updatedAt: updatedAt?.toISOString() ?? null,
    service,
    language,
    logo: logo && {
      mediaType: logo.mediaType,
      sha256: logo.hash,
      bytes: (await archivedSize(db, clientId, Buffer.from(logo.hash, 'hex'))) ?? 0,
    },
    bankAccounts,
    references,
    channels,
    approval: { ...approval, above: approval.above === null ? null : minorToNumber(approval.above) },
    numbering: { ...numbering, next: await nextNumber(db, clientId, INVOICE_COUNTER) },
    // Only what the schema allows was ever stored.
    accounting: accounting as View['accounting'],
  }
}
