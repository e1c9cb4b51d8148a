/**
 * The Finnish bank bar code by the guide of Finance Finland (v5.3): 54 digits printed as Code 128 with set C.
 *
 *   version 4, national reference: 4, IBAN 16, euros 6, cents 2, reserve 000, reference 20, due date 6
 *   version 5, RF reference:       5, IBAN 16, euros 6, cents 2, RF check digits 2 and body 21, due date 6
 */
import { isCivilDate } from '../dates.ts'
import { isIban } from '../identifiers.ts'
import { fiMachineForm, readFi } from '../references/fi.ts'
import { isFault } from '../references/fault.ts'
import type { Reference } from '../references/reference.ts'
import { readRf } from '../references/rf.ts'
import { withoutSpaces } from '../references/spelling.ts'

/** Cents. A larger amount is left out (zeros), and the payer types it. */
const BARCODE_PAYABLE_MAX = 999_999_99n
const NO_DATE = '000000'
const VERSION_4 = /^4(\d{16})(\d{8})000(\d{20})(\d{6})$/
const VERSION_5 = /^5(\d{16})(\d{8})(\d{2})(\d{21})(\d{6})$/

export interface FinnishBarcode {
  /** FI and 16 digits, without spaces. */
  iban: string
  /** Cents of euros; absent: the payer decides. */
  payable?: bigint
  /** A reference of kind FI or RF. */
  reference: Reference
  /** YYYY-MM-DD */
  dueDate?: string
}

/**
 * The 54 digits, or undefined where the bar code cannot hold it: an account outside Finland, a reference of another
 * system, letters in an RF reference, a credit, a date outside this century (the year has two digits).
 */
export function finnishBarcode(payment: FinnishBarcode): string | undefined {
  const iban = withoutSpaces(payment.iban).toUpperCase()
  if (!iban.startsWith('FI') || !isIban(iban)) return undefined
  const payable = payment.payable ?? 0n
  if (payable < 0n) return undefined
  const amount = String(payable > BARCODE_PAYABLE_MAX ? 0n : payable).padStart(8, '0')
  const date = dueDigits(payment.dueDate)
  if (date === undefined) return undefined
  const { kind, value } = payment.reference
  if (kind === 'FI' && !isFault(readFi(value))) return `4${iban.slice(2)}${amount}000${fiMachineForm(value)}${date}`
  if (kind === 'RF' && /^RF\d{3,23}$/.test(value) && !isFault(readRf(value)))
    return `5${iban.slice(2)}${amount}${value.slice(2, 4)}${value.slice(4).padStart(21, '0')}${date}`
  return undefined
}

/** Reads the 54 digits, spaces allowed; undefined where the form, a check digit or the date is wrong. */
export function readFinnishBarcode(text: string): FinnishBarcode | undefined {
  const digits = withoutSpaces(text)
  const v4 = VERSION_4.exec(digits)
  if (v4 !== null) return payment(v4[1], v4[2], readFi(v4[3] ?? ''), v4[4])
  const v5 = VERSION_5.exec(digits)
  return v5 === null ? undefined : payment(v5[1], v5[2], readRf(`RF${v5[3]}${v5[4]}`), v5[5])
}

function payment(
  account = '',
  amount = '',
  reference: ReturnType<typeof readFi> = { fault: '' },
  due = NO_DATE,
): FinnishBarcode | undefined {
  const iban = `FI${account}`
  if (!isIban(iban) || isFault(reference)) return undefined
  const payable = BigInt(amount)
  const dueDate = `20${due.slice(0, 2)}-${due.slice(2, 4)}-${due.slice(4)}`
  if (due !== NO_DATE && !isCivilDate(dueDate)) return undefined
  return { iban, reference, ...(payable === 0n ? {} : { payable }), ...(due === NO_DATE ? {} : { dueDate }) }
}

function dueDigits(dueDate: string | undefined): string | undefined {
  if (dueDate === undefined) return NO_DATE
  return isCivilDate(dueDate) && dueDate.startsWith('20') ? dueDate.slice(2).replaceAll('-', '') : undefined
}
