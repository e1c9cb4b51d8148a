/**
 * The stored form of a client's settings: the sections it has set, as JSON. A section that was set holds only what was
 * given in it; the rest is the default of the client's country, also of defaults that are changed later.
 */
import { type Static, Type } from 'typebox'
import { CHANNELS } from '@saatava/einvoice/model/channels.ts'
import { LANGUAGES } from '@saatava/einvoice/model/document.ts'
import { SERVICE_TYPES } from '../onboarding/schemas.ts'
import { oneOf, optional } from '../platform/http/schema.ts'
import { stored } from '../platform/stored.ts'
import type { ClientSettings } from './settings.ts'

/** In the order in which they are shown. */
export const SECTIONS = [
  'service',
  'language',
  'logo',
  'bankAccounts',
  'references',
  'channels',
  'approval',
  'numbering',
  'accounting',
] as const satisfies (keyof ClientSettings)[]

export const REFERENCE_KINDS = ['FI', 'RF', 'SE_OCR', 'NO_KID', 'DK_FIK'] as const
export const APPROVALS = ['NEVER', 'ALWAYS', 'ABOVE'] as const

const entry = {
  vatPercentage: optional(Type.Number()),
  accountNumber: Type.String(),
  vatCode: optional(Type.String()),
}

const StoredSettings = Type.Object({
  service: optional(Type.Object({ type: optional(oneOf(SERVICE_TYPES)) })),
  language: optional(oneOf(LANGUAGES)),
  /** SHA-256 of the archived image, hex. */
  logo: optional(Type.Object({ mediaType: oneOf(['image/png', 'image/jpeg']), hash: Type.String() })),
  bankAccounts: optional(
    Type.Array(
      Type.Object({
        iban: optional(Type.String()),
        bic: optional(Type.String()),
        bankgiro: optional(Type.String()),
        plusgiro: optional(Type.String()),
        currencyCode: optional(Type.String()),
      }),
    ),
  ),
  /** Without the prefix, which is given at onboarding. */
  references: optional(
    Type.Object({
      kind: optional(oneOf(REFERENCE_KINDS)),
      ocrLengthDigit: optional(Type.Boolean()),
      kidModulus: optional(Type.Union([Type.Literal(10), Type.Literal(11)])),
      fikCreditor: optional(Type.String()),
      fikType: optional(oneOf(['71', '75'])),
    }),
  ),
  channels: optional(
    Type.Object({
      order: optional(Type.Array(oneOf(CHANNELS))),
      fallback: optional(Type.Boolean()),
      email: optional(
        Type.Object({
          fromName: optional(Type.String()),
          replyTo: optional(Type.String()),
          subject: optional(Type.String()),
          message: optional(Type.String()),
        }),
      ),
      print: optional(
        Type.Object({
          class: optional(oneOf(['ECONOMY', 'PRIORITY'])),
          colour: optional(Type.Boolean()),
          duplex: optional(Type.Boolean()),
        }),
      ),
      einvoice: optional(
        Type.Object({
          address: optional(Type.String()),
          intermediatorId: optional(Type.String()),
          intermediatorName: optional(Type.String()),
          sendingOpen: optional(Type.Boolean()),
          receivingOpen: optional(Type.Boolean()),
          taxRegistered: optional(Type.Boolean()),
        }),
      ),
    }),
  ),
  /** above: major units, as on the wire. */
  approval: optional(Type.Object({ required: optional(oneOf(APPROVALS)), above: optional(Type.Number()) })),
  numbering: optional(Type.Object({ automatic: optional(Type.Boolean()) })),
  accounting: optional(
    Type.Object({
      companyIdentifier: optional(Type.String()),
      documentType: optional(Type.String()),
      calculationMode: optional(oneOf(['GROSS', 'NET'])),
      receivableAccount: optional(Type.String()),
      roundingAccount: optional(Type.String()),
      sales: optional(Type.Array(Type.Object({ ...entry, vatCategory: optional(Type.String()) }))),
      vat: optional(Type.Array(Type.Object(entry))),
      settlement: optional(
        Type.Object({
          documentType: optional(Type.String()),
          bankAccount: optional(Type.String()),
          clearingAccount: optional(Type.String()),
          unbookedAccount: optional(Type.String()),
          interestAccount: optional(Type.String()),
          costsAccount: optional(Type.String()),
          commissionAccount: optional(Type.String()),
          inputVatAccount: optional(Type.String()),
          vatPercentage: optional(Type.Number()),
          vatCode: optional(Type.String()),
        }),
      ),
    }),
  ),
})
export type StoredSettings = Static<typeof StoredSettings>

export const readSettings = stored(StoredSettings, 'client_settings.settings')
