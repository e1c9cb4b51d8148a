/** The diagnosis as /health/ready?verbose answers it: asked for at most every 10 s, and in short to who is no operator. */
import type { Platform } from '../platform/context.ts'
import { diagnose } from './diagnose.ts'
import type { Diagnosis } from './diagnosis.ts'

const KEPT_MS = 10_000

export function createVerboseHealth(platform: Platform): (isOperator: boolean) => Promise<Record<string, unknown>> {
  let kept: { diagnosis: Promise<Diagnosis>; until: number } | undefined
  return async (isOperator) => {
    if (kept === undefined || kept.until < performance.now())
      kept = { diagnosis: diagnose(platform), until: performance.now() + KEPT_MS }
    const { environment, state, collects, nothingCollected, checks } = await kept.diagnosis
    if (isOperator) return { environment, state, collects, nothingCollected, checks: checks.map(checkJson) }
    return { environment, state, collects, checks: checks.map(({ name, state: how }) => ({ name, state: how })) }
  }
}

/** Renders a check for programs. */
export function checkJson({ name, state, says, advice }: Diagnosis['checks'][number]): Record<string, unknown> {
  return { name, state, says, advice }
}
