import type { Reference } from './reference.ts'

/** Why there is no reference: a sentence for people that says the limit or the digit that would be right. */
export interface ReferenceFault {
  fault: string
}

export type Checked = Reference | ReferenceFault

export function isFault(checked: Checked): checked is ReferenceFault {
  return 'fault' in checked
}
