import assert from 'node:assert/strict'
import { AppError } from '../../src/platform/errors.ts'

/** @returns the approval that a gated act waits for */
export async function waits(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => assert.fail('it was done without a second person'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof AppError && error.code === 'WAITING', String(error))
  return String(error.extra['approvalId'])
}
