import type { Check, CheckState } from './check.ts'

export interface Diagnosis {
  environment: string
  /** The worst of the checks. */
  state: CheckState
  /** False: no debtor is reminded, and `nothingCollected` says why. */
  collects: boolean
  nothingCollected: string | null
  checks: Check[]
}

const WORSE: Record<CheckState, number> = { OK: 0, WARN: 1, FAIL: 2 }

export function diagnosisOf(environment: string, checks: Check[]): Diagnosis {
  const state = checks.reduce<CheckState>((worst, one) => (WORSE[one.state] > WORSE[worst] ? one.state : worst), 'OK')
  const stops = new Set(checks.flatMap(({ stopsCollection }) => stopsCollection ?? []))
  return {
    environment,
    state,
    collects: stops.size === 0,
    nothingCollected: stops.size === 0 ? null : `Nothing will be collected: ${[...stops].join(', ')}.`,
    checks,
  }
}

/** One line for the start: undefined where all is well. */
export function summaryLine({ checks, nothingCollected, state }: Diagnosis): string | undefined {
  if (state === 'OK') return undefined
  if (nothingCollected !== null) return `${nothingCollected} Run "saatava doctor" for instructions.`
  const named = (which: CheckState) => checks.filter((one) => one.state === which).map(({ name }) => name)
  const parts = [
    ...(state === 'FAIL' ? [`does not work: ${named('FAIL').join(', ')}`] : []),
    ...(named('WARN').length > 0 ? [`needs attention: ${named('WARN').join(', ')}`] : []),
  ]
  return `Doctor: ${parts.join('; ')}. Run "saatava doctor" for instructions.`
}
