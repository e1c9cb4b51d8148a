import type { Fault } from './errors.ts'

const DIFFERENCES_MAX = 50

/** The fields in which two stored forms differ, each with what is stored and what was received. */
export function differences(stored: unknown, received: unknown, pointer: string): Fault[] {
  const faults: Fault[] = []
  walk(stored, received, pointer, faults)
  return faults
}

function walk(stored: unknown, received: unknown, pointer: string, faults: Fault[]): void {
  if (faults.length >= DIFFERENCES_MAX || Object.is(stored, received)) return
  if (isRecord(stored) && isRecord(received)) {
    for (const key of new Set([...Object.keys(stored), ...Object.keys(received)]))
      walk(stored[key], received[key], `${pointer}/${key}`, faults)
    return
  }
  faults.push({
    pointer,
    code: 'DIFFERS',
    message: `was ${JSON.stringify(stored) ?? 'not given'} when it was first submitted`,
    ...(received === undefined ? {} : { received }),
  })
}

// Arrays too: their indexes are their keys.
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
