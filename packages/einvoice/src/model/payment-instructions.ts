/** How a document is to be paid: accounts and reference with the bar code and the QR code of the same payment. */
import { epcQrText } from '@saatava/core/barcode/epc-qr.ts'
import { finnishBarcode } from '@saatava/core/barcode/finnish.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { isIban } from '@saatava/core/identifiers.ts'
import type { Reference } from '@saatava/core/references/reference.ts'
import type { InvoiceDocument, Payee, PaymentAccount, PaymentInstructions } from './document.ts'

export interface PaymentOrder {
  accounts: PaymentAccount[]
  /** Holder of these accounts. */
  name: string
  payee?: Payee | undefined
  reference?: Reference | undefined
  /** Minor units. */
  payable: bigint
  currency: string
  dueDate: string
}

export function paymentInstructions(order: PaymentOrder): PaymentInstructions {
  const { accounts, payee, payable, currency, dueDate } = order
  const account = accounts.find(({ iban }) => iban !== undefined && isIban(iban))
  const { iban = '', bic } = account ?? {}
  const reference = order.reference && payableByLine(order.reference)
  const euros = currency === 'EUR' && payable > 0n && account !== undefined
  return {
    accounts,
    payable,
    ...omitUndefined({
      payee,
      reference,
      barcode: euros && reference !== undefined ? finnishBarcode({ iban, payable, reference, dueDate }) : undefined,
      epcQr: euros ? epcQrText({ name: order.name, iban, payable, ...omitUndefined({ bic, reference }) }) : undefined,
    }),
  }
}

/** Without a creditor number a Danish payment line pays nobody: then the payment id is printed alone. */
function payableByLine(reference: Reference): Reference {
  if (reference.kind !== 'DK_FIK' || /\+\d+<?$/.test(reference.printed.slice(1))) return reference
  return { ...reference, printed: reference.value }
}

/** The payee of the debtor: the agency under payment control, a financier that has bought the receivable, or the seller. */
export function payeeName({ payment, factoring, seller }: Pick<InvoiceDocument, 'payment' | 'factoring' | 'seller'>) {
  return payment.payee?.name ?? factoring?.financierName ?? seller.name
}
