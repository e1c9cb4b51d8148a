import { isDatabaseUnavailable } from '../platform/database.ts'

/**
 * Works on runs one by one: one that fails holds up no other, and whoever asked hears of it afterwards.
 * Throws the first error once all have been tried; at once where the database cannot be reached.
 */
export async function eachRun(runIds: readonly string[], work: (runId: string) => Promise<void>): Promise<void> {
  const errors: unknown[] = []
  for (const runId of runIds) {
    try {
      await work(runId)
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}
