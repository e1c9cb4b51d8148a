/** One line of the doctor's table. */

/** WARN: it works, but something is left out or at risk. FAIL: something that this deployment is for does not work. */
export type CheckState = 'OK' | 'WARN' | 'FAIL'

export interface Check {
  /** Short and stable: programs read it. */
  name: string
  state: CheckState
  /** One sentence: how it is, and what that stops. */
  says: string
  /** Advice; null where nothing is to be done. */
  advice: string | null
  /** Given where no debtor is reminded while it stands: why, in a few words for the start's line. */
  stopsCollection?: string
}

export function ok(name: string, says: string): Check {
  return { name, state: 'OK', says, advice: null }
}

export function warn(name: string, says: string, advice: string): Check {
  return { name, state: 'WARN', says, advice }
}

export function fail(name: string, says: string, advice: string): Check {
  return { name, state: 'FAIL', says, advice }
}

/** Fails in an environment in which it matters; only warns elsewhere. */
export function failIf(condition: boolean, name: string, says: string, advice: string): Check {
  return { name, state: condition ? 'FAIL' : 'WARN', says, advice }
}
