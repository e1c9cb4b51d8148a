/** All settings of a client: a setting that it has not made has the default of its country. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Language, PaymentAccount } from '@saatava/einvoice/model/document.ts'
import type { ChannelName, ChannelSettings } from '@saatava/einvoice/model/channels.ts'

export interface ClientSettings {
  service: { type: 'LIFECYCLE' | 'INTERMEDIATION' | 'COLLECTION' | 'COOP' }
  language: Language
  /** SHA-256 of the archived image, hex. */
  logo: { mediaType: 'image/png' | 'image/jpeg'; hash: string } | null
  bankAccounts: (PaymentAccount & { currencyCode?: string })[]
  references: {
    /** All numbers; leads every payment reference made for this client. Given at onboarding. */
    prefix: string
    /** System by which references are made. */
    kind: 'FI' | 'RF' | 'SE_OCR' | 'NO_KID' | 'DK_FIK'
    /** SE: with the length digit before the check digit, by the payee's bank agreement. */
    ocrLengthDigit: boolean
    /** NO: 10 or 11, by the payee's bank agreement. */
    kidModulus: 10 | 11
    /** DK: the creditor number of 8 digits for +71 and +75. */
    fikCreditor: string | null
    fikType: '71' | '75'
  }
  channels: {
    /** Channels that are tried, in this order, after the one an invoice asks for. */
    order: ChannelName[]
    fallback: boolean
    email: ChannelSettings['email']
    print: ChannelSettings['print']
    einvoice: ChannelSettings['einvoice'] & {
      sendingOpen: boolean
      receivingOpen: boolean
      /** States on Peppol invoices what SE and NO ask of sellers: approval for F-tax, entry in Foretaksregisteret. */
      taxRegistered: boolean
    }
  }
  approval: { required: 'NEVER' | 'ALWAYS' | 'ABOVE' /** minor units of the client's currency */; above: bigint | null }
  /** automatic: an invoice without a number gets the next one. */
  numbering: { automatic: boolean }
  accounting: {
    /** '' = the client's default connection */
    companyIdentifier: string
    documentType: string
    calculationMode: 'GROSS' | 'NET'
    receivableAccount: string
    roundingAccount: string
    /** By VAT rate; the first that fits is used, one without a rate fits all. */
    sales: { vatPercentage?: number; vatCategory?: string; accountNumber: string; vatCode?: string }[]
    vat: { vatPercentage?: number; accountNumber: string; vatCode?: string }[]
    /** Accounts of the vouchers of settlements. */
    settlement: SettlementAccounts
  }
}

export interface SettlementAccounts {
  documentType: string
  /** Account to which settlements are paid. */
  bankAccount: string
  /**
   * Account of the agency's debt to the client: payments of invoices are booked on it, by the payment method that the
   * connection maps.
   */
  clearingAccount: string
  /** Account for the capital of invoices that are not booked from here. Default: the receivable account. */
  unbookedAccount: string
  interestAccount: string
  /** Reminder charges and the like that debtors pay to the creditor. */
  costsAccount: string
  commissionAccount: string
  inputVatAccount: string
  /** VAT that commissions include; null: the standard rate of the client's country on the day. */
  vatPercentage: number | null
  vatCode: string | null
}

/** Data of a client's onboarding, as far as invoices need it. */
export interface ClientProfile {
  clientId: ClientId
  name: string
  businessCode: string
  vatCode?: string
  countryCode: string
  currencyCode: string
  address?: { street?: string; postalCode?: string; postalDistrict?: string }
  email?: string
  phone?: string
  website?: string
}
