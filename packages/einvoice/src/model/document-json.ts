/** An accepted document as JSON: amounts as text of minor units, a logo by the hash of its archived bytes. */
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import type { InvoiceDocument, LetterSection } from './document.ts'
import type { StoredDocument, StoredLetter } from './stored-document.ts'

type Texted<T, K extends keyof T> = Omit<T, K> & { [P in K]: string }

/** @param logo the archived logo's hash; the document's own bytes are not stored again */
export function storedDocument(document: InvoiceDocument, logo: StoredDocument['logo'] | null): StoredDocument {
  const { rows, vatLines, totals, taxCurrency, payment, letter, logo: _logo, ...rest } = document
  return {
    ...rest,
    rows: rows.map((row) => ({ ...row, net: `${row.net}`, vat: `${row.vat}`, total: `${row.total}` })),
    vatLines: vatLines.map((line) => ({ ...line, net: `${line.net}`, vat: `${line.vat}` })),
    totals: { net: `${totals.net}`, vat: `${totals.vat}`, total: `${totals.total}`, paid: `${totals.paid}` },
    ...(taxCurrency ? { taxCurrency: { ...taxCurrency, vat: `${taxCurrency.vat}` } } : {}),
    payment: { ...payment, payable: `${payment.payable}` },
    ...(letter ? { letter: storedLetter(letter) } : {}),
    ...(logo ? { logo } : {}),
  }
}

/** @param logoBytes of the archived logo, where the document has one */
export function readDocument(stored: StoredDocument, logoBytes?: Uint8Array): InvoiceDocument {
  const { rows, vatLines, totals, taxCurrency, payment, letter, logo, ...rest } = stored
  return {
    ...rest,
    rows: rows.map((row) => ({ ...row, net: BigInt(row.net), vat: BigInt(row.vat), total: BigInt(row.total) })),
    vatLines: vatLines.map((line) => ({ ...line, net: BigInt(line.net), vat: BigInt(line.vat) })),
    totals: {
      net: BigInt(totals.net),
      vat: BigInt(totals.vat),
      total: BigInt(totals.total),
      paid: BigInt(totals.paid),
    },
    ...(taxCurrency ? { taxCurrency: { ...taxCurrency, vat: BigInt(taxCurrency.vat) } } : {}),
    payment: { ...payment, payable: BigInt(payment.payable) },
    ...(letter ? { letter: readLetter(letter) } : {}),
    ...(logo && logoBytes ? { logo: { mediaType: logo.mediaType, bytes: logoBytes } } : {}),
  }
}

function storedLetter(letter: LetterSection): StoredLetter {
  const { invoice, claim, interest: periods, fee, feesCharged, plan, missed, objection, ...rest } = letter
  const { capital, interest, costs, fees, total } = claim
  return {
    ...rest,
    invoice: { ...invoice, total: `${invoice.total}` },
    claim: {
      capital: `${capital}`,
      interest: `${interest}`,
      costs: `${costs}`,
      fees: `${fees}`,
      total: `${total}`,
    },
    interest: periods.map((period) => ({ ...period, capital: `${period.capital}` })),
    fee: `${fee}`,
    ...omitUndefined({
      feesCharged: feesCharged?.map(texted),
      plan: plan && { ...plan, instalments: plan.instalments.map(texted) },
      missed: missed && texted(missed),
      objection: objection && { date: objection.date, ...omitUndefined({ amount: objection.amount?.toString() }) },
    }),
  }
}

function texted<T extends { amount: bigint }>(one: T): Texted<T, 'amount'> {
  return { ...one, amount: `${one.amount}` }
}

function minored<T extends { amount: string }>(one: T): Omit<T, 'amount'> & { amount: bigint } {
  return { ...one, amount: BigInt(one.amount) }
}

function readLetter(stored: StoredLetter): LetterSection {
  const { invoice, claim, interest: periods, fee, feesCharged, plan, missed, objection, ...rest } = stored
  const { capital, interest, costs, fees, total } = claim
  return {
    ...rest,
    invoice: { ...invoice, total: BigInt(invoice.total) },
    claim: {
      capital: BigInt(capital),
      interest: BigInt(interest),
      costs: BigInt(costs),
      fees: BigInt(fees),
      total: BigInt(total),
    },
    interest: periods.map((period) => ({ ...period, capital: BigInt(period.capital) })),
    fee: BigInt(fee),
    ...omitUndefined({
      feesCharged: feesCharged?.map(minored),
      plan: plan && { ...plan, instalments: plan.instalments.map(minored) },
      missed: missed && minored(missed),
      objection: objection && {
        date: objection.date,
        ...omitUndefined({ amount: objection.amount === undefined ? undefined : BigInt(objection.amount) }),
      },
    }),
  }
}
