import type { WaitingRow } from '../../../payments/list-queries.ts'

/** It names what waits of the money, and why: both change with every act. */
export function versionOf({ kind, waiting, reason }: WaitingRow): string {
  return `${kind} ${waiting} ${reason}`
}
