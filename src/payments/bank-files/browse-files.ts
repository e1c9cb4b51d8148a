import { UUID } from '@saatava/core/ids.ts'
import type { Ctx } from '../../platform/context.ts'
import { withSnapshot } from '../../platform/database.ts'
import { AppError, invalid } from '../../platform/errors.ts'
import {
  type FileEntry,
  type FileStatement,
  type ListedFile,
  type StateCount,
  type WholeFile,
  countStates,
  pageOfEntries,
  pageOfFiles,
  selectStatementsOf,
  selectWholeFile,
} from './queries.ts'

const STATEMENTS_MAX = 100

/** Bank files, the latest first. @param input.after the last file of the page before; null: the first page */
export async function browseBankFiles(
  ctx: Ctx,
  { faultyOnly, limit, after }: { faultyOnly: boolean; limit: number; after: string | null },
): Promise<{ rows: ListedFile[]; next: string | undefined }> {
  if (after !== null && !UUID.test(after))
    throw invalid([
      { pointer: '?after', code: 'INVALID', message: 'must come from a link of this list', received: after },
    ])
  const found = await pageOfFiles(ctx.platform.pool, { faultyOnly, before: after }, limit + 1)
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? rows.at(-1)?.fileId : undefined }
}

export interface ShownFile {
  file: WholeFile
  states: StateCount[]
  statements: FileStatement[]
  entries: FileEntry[]
  /** The place of the last entry; undefined: these are the last ones. */
  next: string | undefined
}

/** A bank file with the outcome of its entries. @throws AppError NOT_FOUND */
export function showBankFile(
  ctx: Ctx,
  { fileId, waitingOnly, limit, after }: { fileId: string; waitingOnly: boolean; limit: number; after: string },
): Promise<ShownFile> {
  return withSnapshot(ctx.platform.pool, async (db) => {
    const file = await selectWholeFile(db, fileId)
    if (file === undefined) throw new AppError('NOT_FOUND', `There is no bank file ${fileId}.`)
    const found = await pageOfEntries(db, { fileId, waitingOnly, after }, limit + 1)
    const entries = found.slice(0, limit)
    return {
      ...{ file, entries, next: found.length > limit ? entries.at(-1)?.position : undefined },
      states: await countStates(db, fileId),
      statements: await selectStatementsOf(db, fileId, STATEMENTS_MAX),
    }
  })
}
