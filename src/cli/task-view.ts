import { presentTask } from '../tasks/present.ts'
import type { TaskRow } from '../tasks/queries.ts'
import { type Cell, facts, print } from './output.ts'

/** Prints one task. */
export function printTask(json: boolean | undefined, task: TaskRow): void {
  const shown = presentTask(task)
  print(json, shown, () => facts(Object.entries(shown).map(([name, value]) => [name, value as Cell])))
}
