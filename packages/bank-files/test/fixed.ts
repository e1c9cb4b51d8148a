/** Writes the national formats as banks do, for tests and the benchmark. */

/** Fields at their columns (from 1) in a line of so many. */
export function record(width: number, fields: [at: number, text: string][]): string {
  let line = ''
  for (const [at, text] of fields) line = line.padEnd(at - 1) + text
  return line.padEnd(width)
}

export interface KtlPayment {
  amount?: bigint
  archiveId?: string
  reference?: string
  payer?: string
  correction?: string
  type?: string
  returnCode?: string
  bookingDate?: string
  account?: string
  currency?: string
}

/** @param createdOn YYMMDD */
export function ktlHeader(createdOn = '260106'): string {
  return record(90, [
    [1, '0'],
    [2, `${createdOn}0500`],
    [12, '3'],
    [14, '000112038'],
    [23, '1'],
  ])
}

export function ktlPayment(payment: KtlPayment): string {
  const {
    amount = 0n,
    archiveId = '',
    reference = '',
    payer = '',
    correction = '0',
    type = '3',
    returnCode = '0',
  } = payment
  return record(90, [
    [1, type],
    [2, payment.account ?? '12345600000785'],
    [16, payment.bookingDate ?? '260105'],
    [22, '260104'],
    [28, archiveId],
    [44, reference.padStart(20, '0')],
    [64, payer],
    [76, payment.currency ?? '1'],
    [77, 'A'],
    [78, String(amount).padStart(10, '0')],
    [88, correction],
    [89, 'A'],
    [90, returnCode],
  ])
}

export function ktlTrailer(count: number, sum: bigint, corrections = 0, corrected = 0n): string {
  const digits = (value: number | bigint, width: number) => String(value).padStart(width, '0')
  return record(90, [
    [1, '9'],
    [2, digits(count, 6)],
    [8, digits(sum, 11)],
    [19, digits(corrections, 6)],
    [25, digits(corrected, 11)],
  ])
}

/** A file of about so many bytes, in batches of at most 100 000 payments. */
export function* ktlFile(bytes: number): Generator<string> {
  let left = Math.max(1, Math.floor(bytes / 91))
  for (let from = 0; left > 0; from += 100_000) {
    const count = Math.min(left, 100_000)
    yield `${ktlHeader()}\n`
    for (let i = from; i < from + count; i += 1)
      yield `${ktlPayment({ amount: 12_345n, archiveId: `26010559${String(i).padStart(8, '0')}`, reference: '20260000422', payer: 'MEIKÄLÄINEN' })}\n`
    yield `${ktlTrailer(count, 12_345n * BigInt(count))}\n`
    left -= count
  }
}

/** @param createdOn YYYYMMDD */
export function bgMaxStart(mark = 'P', createdOn = '20260106'): string {
  return record(80, [
    [1, '01BGMAX'],
    [23, '01'],
    [25, `${createdOn}050000000001`],
    [45, mark],
  ])
}

export function bgMaxOpening(bankgiro = '0050501055', plusgiro = ''): string {
  return record(80, [
    [1, '05'],
    [3, bankgiro],
    [13, plusgiro],
    [23, 'SEK'],
  ])
}

export function bgMaxPayment(
  code: '20' | '21' | '22' | '23',
  reference: string,
  amount: bigint,
  serial: number,
  referenceCode = '2',
): string {
  return record(80, [
    [1, code],
    [3, '0003783511'],
    [13, referenceCode === '2' ? reference.padStart(25) : reference],
    [38, String(amount).padStart(18, '0')],
    [56, referenceCode],
    [57, '2'],
    [58, String(serial).padStart(12, '0')],
    [70, '0'],
  ])
}

export function bgMaxDeposit(sum: bigint, count: number, number = 1, date = '20260105'): string {
  return record(80, [
    [1, '15'],
    [3, '0'.repeat(35)],
    [38, date],
    [46, String(number).padStart(5, '0')],
    [51, String(sum).padStart(18, '0')],
    [69, 'SEK'],
    [72, String(count).padStart(8, '0')],
  ])
}

export function bgMaxEnd(payments: number, deductions: number, references: number, deposits: number): string {
  return record(80, [
    [1, '70'],
    [3, [payments, deductions, references, deposits].map((count) => String(count).padStart(8, '0')).join('')],
  ])
}

/** A file of about so many bytes, in deposits of at most 100 000 payments. */
export function* bgMaxFile(bytes: number): Generator<string> {
  const all = Math.max(1, Math.floor(bytes / 162))
  yield `${bgMaxStart()}\r\n`
  let deposits = 0
  for (let from = 0; from < all; from += 100_000) {
    const count = Math.min(all - from, 100_000)
    deposits += 1
    yield `${bgMaxOpening()}\r\n`
    for (let i = from; i < from + count; i += 1)
      yield `${bgMaxPayment('20', '20260000422', 12_345n, i + 1)}\r\n${record(80, [[1, '26Matti Meikäläinen']])}\r\n`
    yield `${bgMaxDeposit(12_345n * BigInt(count), count, deposits)}\r\n`
  }
  yield `${bgMaxEnd(all, 0, 0, deposits)}\r\n`
}

const digits = (value: number | bigint, width: number) => String(value).padStart(width, '0')

export interface OcrPayment {
  type?: string
  number?: number
  amount?: bigint
  sign?: string
  kid?: string
  text?: string
  date?: string
}

export const ocrStart = (): string => 'NY000010000080800060126000010200'.slice(0, 31).padEnd(80, '0')
export const ocrAssignment = (service = '09'): string => `NY${service}0020001008566000000286011117947`.padEnd(80, '0')

export function ocrPayment({
  type = '10',
  number = 1,
  amount = 0n,
  sign = '0',
  kid = '',
  text,
  date = '050126',
}: OcrPayment): string[] {
  const first = `NY09${type}30${digits(number, 7)}${date}1320101464${sign}${digits(amount, 17)}${kid.padStart(25)}000000`
  const second = `NY09${type}31${digits(number, 7)}9636827194${digits(number, 9)}000000004012699990512341`.padEnd(
    80,
    '0',
  )
  return text === undefined
    ? [first, second]
    : [first, second, `NY09${type}32${digits(number, 7)}${text.padEnd(40)}`.padEnd(80, '0')]
}

export function ocrEnd(
  record: '88' | '89',
  transactions: number,
  records: number,
  sum: bigint,
  service = '09',
): string {
  return `NY${record === '88' ? service : '00'}00${record}${digits(transactions, 8)}${digits(records, 8)}${digits(sum, 17)}060126`.padEnd(
    80,
    '0',
  )
}

/** A file of about so many bytes: one assignment. */
export function* ocrGiroFile(bytes: number): Generator<string> {
  const count = Math.max(1, Math.floor(bytes / 162))
  yield `${ocrStart()}\n${ocrAssignment()}\n`
  for (let i = 1; i <= count; i += 1)
    yield `${ocrPayment({ number: i, amount: 12_345n, kid: '12345674' }).join('\n')}\n`
  const sum = 12_345n * BigInt(count)
  yield `${ocrEnd('88', count, 2 * count + 2, sum)}\n${ocrEnd('89', count, 2 * count + 4, sum)}\n`
}
