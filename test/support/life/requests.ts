/** The invoices of a life as they are sent. */
import { addDays } from '@saatava/core/dates.ts'
import { minorFromNumber } from '@saatava/core/money.ts'
import { type LifeClient, businessIdOf } from './client.ts'
import { CURRENCY, type LifeCountry, type PlannedInvoice } from './scenario.ts'

const VAT: Record<LifeCountry, number> = { FI: 25.5, SE: 25, NO: 25, DK: 25 }
const PLACES: Record<LifeCountry, { street: string; postalCode: string; postalDistrict: string }> = {
  FI: { street: 'Testikuja 8', postalCode: '00100', postalDistrict: 'HELSINKI' },
  SE: { street: 'Testgatan 8', postalCode: '111 22', postalDistrict: 'STOCKHOLM' },
  NO: { street: 'Testveien 8', postalCode: '0150', postalDistrict: 'OSLO' },
  DK: { street: 'Testvej 8', postalCode: '1050', postalDistrict: 'KØBENHAVN K' },
}

export function emailOf(client: number, number: number, moved = ''): string {
  return `matti${moved}.${client}.${number}@example.com`
}

/** @param today on which it is sent */
export function requestOf(client: LifeClient, planned: PlannedInvoice, today: string): Record<string, unknown> {
  const { country } = client
  const { number, type, channel } = planned
  const date = type === 'COLLECTION' ? addDays(today, -planned.overdueDays - planned.netDays) : today
  const business = planned.consumer
    ? {}
    : { businessId: country === 'FI' ? businessIdOf(500_000 + number) : '974760673' }
  const electronic =
    country === 'FI' && !planned.consumer
      ? { electronicInvoiceAccount: '003701120389', electronicRoutingAddress: 'DABAFIHH' }
      : type === 'AUTO_PAYMENT_INVOICE'
        ? { electronicInvoiceAccount: 'FI5810171000000122', electronicRoutingAddress: 'NDEAFIHH' }
        : {}
  return {
    processing: { paymentControlEnabled: planned.controlled, accountingInvoiceEnabled: planned.accounting },
    distribution:
      type === 'AUTO_PAYMENT_INVOICE' || type === 'COLLECTION'
        ? { enabled: true }
        : { method: channel, enabled: channel !== 'NONE' },
    invoice: {
      header: {
        ...{ number, type, date, dueDate: addDays(date, planned.netDays), currencyCode: CURRENCY[country] },
        description: `Invoice ${number}`,
      },
      parties: {
        buyerParty: {
          ...{
            entityType: planned.consumer ? 'CONSUMER' : 'BUSINESS',
            name: `Matti Meikäläinen ${number}`,
            ...business,
          },
          ...electronic,
          address: { ...PLACES[country], countryCode: country },
          ...(planned.email ? { contact: { email: emailOf(client.index, number) } } : {}),
        },
      },
      rows: planned.prices.map((unitPrice, i) => ({
        ...{ name: `Work ${i + 1}`, quantity: 1, unit: 'h', unitPrice, vatPercentage: VAT[country] },
      })),
      terms: {
        ...(planned.interest === null ? {} : { interest: planned.interest }),
        ...(planned.costs === 0 ? {} : { collection: { costs: { creditorCostsAmount: planned.costs } } }),
        ...(type === 'FACTORING'
          ? { factoring: { enabled: true, financierName: 'Test Financier Oy', financierIban: 'FI5810171000000122' } }
          : {}),
      },
    },
  }
}

/** A note of so much of an invoice's total, all VAT included. @param gross minor units */
export function creditNoteOf(
  client: LifeClient,
  planned: PlannedInvoice,
  note: { number: number; date: string; gross: bigint },
): Record<string, unknown> {
  const { country } = client
  // Net and VAT that come to exactly this sum.
  const gross = Number(note.gross)
  const net = Math.round(gross / (1 + VAT[country] / 100))
  return {
    processing: { paymentControlEnabled: false, accountingInvoiceEnabled: planned.accounting },
    distribution: { method: 'NONE', enabled: false },
    invoice: {
      header: {
        ...{ number: note.number, type: 'CREDIT_NOTE', date: note.date, dueDate: note.date },
        currencyCode: CURRENCY[country],
      },
      references: { creditedInvoiceNumber: planned.number },
      parties: {
        buyerParty: {
          entityType: planned.consumer ? 'CONSUMER' : 'BUSINESS',
          name: `Matti Meikäläinen ${planned.number}`,
          address: { ...PLACES[country], countryCode: country },
        },
      },
      rows: [
        {
          ...{ name: 'Credit', quantity: 1, unitPrice: net / 100, vatPercentage: VAT[country] },
          ...{ netAmount: net / 100, vatAmount: (gross - net) / 100, totalAmount: gross / 100 },
        },
      ],
    },
  }
}

/** Minor units of an amount of the API. */
export function minorOf(amount: number | null | undefined): bigint {
  const minor = minorFromNumber(amount ?? 0)
  if (typeof minor !== 'bigint') throw new RangeError(`${amount} is not an amount of two decimals`)
  return minor
}
