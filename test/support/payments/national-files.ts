/** BgMax, OCR giro and KTL files of batches of lines. */
import {
  bgMaxDeposit,
  bgMaxEnd,
  bgMaxOpening,
  bgMaxPayment,
  bgMaxStart,
  ktlHeader,
  ktlPayment,
  ktlTrailer,
  ocrAssignment,
  ocrEnd,
  ocrPayment,
  ocrStart,
  record,
} from '../../../packages/bank-files/test/fixed.ts'

export interface Line {
  /** Minor units; below 0: taken back. */
  amount: number
  reference: string
  /** BgMax and KTL. */
  payer?: string
  /** The bank's number for it; otherwise made of the file's number and its place. */
  serial?: number
}

export interface National {
  name: string
  iban: string
  currency: string
  /** The reference that camt gives the line too (AcctSvcrRef); BgMax has none. */
  archiveId?: (serial: number) => string
  /** @param day civil date  @param batches lines that are booked together */
  write(day: string, batches: Line[][], number: number): string
}

const compact = (day: string) => day.replaceAll('-', '')
export const total = (lines: readonly Line[]) => lines.reduce((sum, { amount }) => sum + amount, 0)
const serialOf = (file: number, batch: number, line: number) => file * 1_000 + batch * 100 + line
const magnitude = (amount: number) => BigInt(Math.abs(amount))

export const BGMAX: National = {
  name: 'BgMax',
  iban: 'SE4550000000058398257466',
  currency: 'SEK',
  write(day, batches, number) {
    const date = compact(day)
    const lines = batches.flatMap((batch, i) => [
      bgMaxOpening('0009912346'),
      ...batch.flatMap(({ amount, reference, payer, serial }, k) => [
        bgMaxPayment(amount < 0 ? '21' : '20', reference, magnitude(amount), serial ?? serialOf(number, i, k)),
        ...(payer === undefined ? [] : [record(80, [[1, `26${payer}`]])]),
      ]),
      bgMaxDeposit(BigInt(total(batch)), batch.length, number * 10 + i, date),
    ])
    const all = batches.flat()
    const deductions = all.filter(({ amount }) => amount < 0).length
    const end = bgMaxEnd(all.length - deductions, deductions, 0, batches.length)
    return [bgMaxStart('P', date), ...lines, end, ''].join('\r\n')
  },
}

const OCR: National = {
  name: 'OCR giro',
  iban: 'NO9386011117947',
  currency: 'NOK',
  archiveId: (serial) => String(serial).padStart(9, '0'),
  write(day, batches, number) {
    const date = `${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}`
    const assignments = batches.flatMap((batch, i) => {
      const items = batch.flatMap(({ amount, reference, serial }, k) =>
        ocrPayment({
          ...{ type: amount < 0 ? '18' : '10', number: serial ?? serialOf(number, i, k) },
          ...{ amount: magnitude(amount), kid: reference, date },
        }),
      )
      const sum = batch.reduce((sum, { amount }) => sum + magnitude(amount), 0n)
      const start = `${ocrAssignment().slice(0, 17)}${String(number * 10 + i).padStart(7, '0')}86011117947`.padEnd(
        80,
        '0',
      )
      return [start, ...items, ocrEnd('88', batch.length, items.length + 2, sum)]
    })
    const all = batches.flat()
    const sum = all.reduce((sum, { amount }) => sum + magnitude(amount), 0n)
    const start = `${ocrStart().slice(0, 16)}${String(number).padStart(7, '0')}00010200`.padEnd(80, '0')
    return [start, ...assignments, ocrEnd('89', all.length, assignments.length + 2, sum), ''].join('\n')
  },
}

const KTL: National = {
  name: 'KTL',
  iban: 'FI2112345600000785',
  currency: 'EUR',
  archiveId: (serial) => String(serial).padStart(16, '0'),
  write(day, batches, number) {
    const date = compact(day).slice(2)
    const parts = batches.flatMap((batch, i) => {
      const paid = batch.filter(({ amount }) => amount > 0)
      const corrections = batch.filter(({ amount }) => amount < 0)
      const lines = batch.map(({ amount, reference, payer = '', serial }, k) =>
        ktlPayment({
          ...{ amount: magnitude(amount), reference, payer: payer.slice(0, 12).toUpperCase(), bookingDate: date },
          archiveId: String(serial ?? serialOf(number, i, k)).padStart(16, '0'),
          ...(amount < 0 ? { correction: '1' } : {}),
        }),
      )
      const trailer = ktlTrailer(paid.length, BigInt(total(paid)), corrections.length, magnitude(total(corrections)))
      return [ktlHeader(date), ...lines, trailer]
    })
    return [...parts, ''].join('\n')
  },
}

export const NATIONAL = [BGMAX, OCR, KTL]
