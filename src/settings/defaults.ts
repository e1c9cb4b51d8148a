/** Default settings of a client: by its country, and by the data of its onboarding. */
import type { Language, PaymentAccount } from '@saatava/einvoice/model/document.ts'
import { accountingDefaults } from './accounting-defaults.ts'
import type { ClientProfile, ClientSettings } from './settings.ts'

/** Data of the onboarding beyond the profile. */
export interface Onboarded {
  serviceType: ClientSettings['service']['type']
  paymentReferencePrefix: string
  /** ISO 639-1, or NO and DK, which the published examples use. */
  languageCode: string | undefined
  account: PaymentAccount
}

const KINDS: Record<string, ClientSettings['references']['kind']> = {
  FI: 'FI',
  SE: 'SE_OCR',
  NO: 'NO_KID',
  DK: 'DK_FIK',
}

const BY_COUNTRY: Record<string, Language> = { FI: 'fi', AX: 'sv', SE: 'sv', NO: 'no', DK: 'da' }
const BY_CODE: Record<string, Language> = {
  fi: 'fi',
  sv: 'sv',
  en: 'en',
  no: 'no',
  nb: 'no',
  nn: 'no',
  da: 'da',
  dk: 'da',
}

/** The settings of a client that has set none. Equal profiles always give equal settings. */
export function defaultsFor(profile: ClientProfile, onboarded: Onboarded): ClientSettings {
  const { countryCode } = profile
  const address = eInvoiceAddressOf(countryCode, profile.businessCode)
  const { iban, bankgiro, plusgiro } = onboarded.account
  const hasAccount = (iban ?? bankgiro ?? plusgiro) !== undefined
  return {
    service: { type: onboarded.serviceType },
    language: BY_CODE[onboarded.languageCode?.toLowerCase() ?? ''] ?? BY_COUNTRY[countryCode] ?? 'en',
    logo: null,
    bankAccounts: hasAccount ? [onboarded.account] : [],
    references: {
      prefix: onboarded.paymentReferencePrefix,
      // A country without a national system uses the international one.
      kind: countryCode === 'AX' ? 'FI' : (KINDS[countryCode] ?? 'RF'),
      ocrLengthDigit: false,
      kidModulus: 10,
      fikCreditor: null,
      fikType: '71',
    },
    channels: {
      order: ['EINVOICE', 'EMAIL', 'PRINT'],
      fallback: true,
      email: {},
      print: { class: 'ECONOMY', colour: false, duplex: true },
      einvoice: {
        ...(address === undefined ? {} : { address }),
        sendingOpen: true,
        receivingOpen: false,
        taxRegistered: false,
      },
    },
    approval: { required: 'NEVER', above: null },
    numbering: { automatic: false },
    accounting: accountingDefaults(countryCode),
  }
}

// Peppol's schemes of the Nordic organisation numbers (code list EAS): Sweden 0007, Norway 0192, Denmark 0184 with DK.
const SCHEMES: Record<string, { digits: number; prefix: string }> = {
  SE: { digits: 10, prefix: '0007:' },
  NO: { digits: 9, prefix: '0192:' },
  DK: { digits: 8, prefix: '0184:DK' },
}

/**
 * The address under which a business is known to e-invoicing unless it has another: in Finland the OVT, 0037 and the
 * business id of 8 digits; elsewhere "scheme:value" of its organisation number. Undefined where the id has another form.
 */
export function eInvoiceAddressOf(countryCode: string, businessCode: string): string | undefined {
  if (countryCode === 'FI' || countryCode === 'AX') {
    // Ids from before 1978 were written with six digits before the dash; they are read with a zero in front.
    const digits = businessCode.replace('-', '').padStart(8, '0')
    return /^\d{8}$/.test(digits) && businessCode.length >= 7 ? `0037${digits}` : undefined
  }
  const scheme = SCHEMES[countryCode]
  const digits = businessCode.replace(/\D/g, '')
  return scheme && digits.length === scheme.digits ? `${scheme.prefix}${digits}` : undefined
}
