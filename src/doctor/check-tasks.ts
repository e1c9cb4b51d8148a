import type { Platform } from '../platform/context.ts'
import { countByKind } from '../tasks/count-queries.ts'
import { TASK_KIND_NAMES } from '../tasks/kinds.ts'
import { type Check, ok, warn } from './check.ts'

const DAY_MS = 86_400_000
const OPEN_DAYS_MAX = 14

/** Checks that nothing has needed a person for longer than two weeks. */
export async function checkTasks({ pool, clock }: Pick<Platform, 'pool' | 'clock'>): Promise<Check> {
  const kinds = (await countByKind(pool, TASK_KIND_NAMES)).filter(({ count }) => count > 0)
  const open = kinds.reduce((sum, { count }) => sum + count, 0)
  if (open === 0) return ok('tasks', 'Nothing needs a person.')
  const oldest = Math.min(...kinds.map(({ oldest: at }) => at?.getTime() ?? Number.POSITIVE_INFINITY))
  const days = Math.floor((clock.now().getTime() - oldest) / DAY_MS)
  const says = `${open} ${open === 1 ? 'task is' : 'tasks are'} open, the oldest for ${days} days.`
  if (days <= OPEN_DAYS_MAX) return ok('tasks', says)
  return warn('tasks', says, 'Look at "saatava task list": "saatava task show" says how the cause of a task ends.')
}
