import { open } from 'node:fs/promises'
import type { BankFileFault } from '@saatava/bank-files/bank-file.ts'
import {
  STATUS_BYTES_MAX,
  type StatusFault,
  isStatusReport,
  readStatusReport,
} from '@saatava/bank-files/pain-status/read-status-report.ts'
import type { PaymentStatusReport } from '@saatava/bank-files/pain-status/status-report.ts'
import { applyBankAnswer } from '../payouts/apply-bank-answer.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { applyAnswerToReturn } from './returns/apply-answer.ts'
import { type FileRow, finishFile, openFile } from './intake-queries.ts'

const HEAD_BYTES = 4_096

type Fault = Omit<BankFileFault, 'kind'>

/**
 * Takes a bank's answer to a payment file (pain.002): what it says of payouts and returns is applied, once. Killed in between, nothing
 * of it is, and it is taken again.
 * @returns undefined where the file is none
 */
export async function takeStatusReport(
  ctx: Ctx,
  { hash, name, path }: { hash: Buffer; name: string; path: string },
): Promise<FileRow | undefined> {
  const bytes = await bytesOf(path)
  if (bytes === undefined) return undefined
  const report: PaymentStatusReport | StatusFault =
    bytes === 'TOO_LONG'
      ? { code: 'TOO_LONG', position: 'Document', message: `The answer is larger than ${STATUS_BYTES_MAX} bytes.` }
      : readStatusReport(bytes)
  const { pool, clock } = ctx.platform
  const read = 'format' in report
  const { fileId } = await openFile(pool, { hash, name, format: read ? report.format : 'pain.002' }, clock.now())
  return withTransaction(pool, async (tx) => {
    const faults = read ? await apply(report) : [{ scope: 'file' as const, ...report }]
    const end = { entries: 0, faults, faultCount: faults.length, complete: read }
    return finishFile(tx, fileId, end, clock.now())

    async function apply(answer: PaymentStatusReport): Promise<Fault[]> {
      const faults = (await applyAnswerToReturn(ctx, tx, answer)) ?? (await applyBankAnswer(ctx, tx, answer)).faults
      return faults.map((message) => ({
        ...{ scope: 'check' as const, position: 'OrgnlGrpInfAndSts', code: 'NOT_PAYMENTS' as const, message },
      }))
    }
  })
}

async function bytesOf(path: string): Promise<Uint8Array | 'TOO_LONG' | undefined> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0)
    if (!isStatusReport(head.subarray(0, bytesRead))) return undefined
    const { size } = await file.stat()
    return size > STATUS_BYTES_MAX ? 'TOO_LONG' : await file.readFile()
  } finally {
    await file.close()
  }
}
