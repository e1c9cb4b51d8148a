import { fourEyesOf } from '../approvals/setting.ts'
import type { Platform } from '../platform/context.ts'
import { type Check, ok, warn } from './check.ts'

/** Checks whether acts about money and rules need a second person. */
export async function checkFourEyes(platform: Platform): Promise<Check> {
  const { isOn, setBy, setAt } = await fourEyesOf(platform, platform.pool)
  if (isOn) return ok('four eyes', 'Acts that need a second person wait for one.')
  if (setBy === null)
    return ok(
      'four eyes',
      `Acts that need a second person are done without one: the default of ${platform.config.environment}.`,
    )
  return warn(
    'four eyes',
    `${setBy} turned the second person off${setAt === null ? '' : ` on ${setAt.toISOString().slice(0, 10)}`}: one person can move client funds alone.`,
    'Where there are two people: "saatava approval settings --on".',
  )
}
