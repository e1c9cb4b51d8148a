import { type SandboxClock, isSandboxClock } from '../platform/clock.ts'
import type { Platform } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'

/** The clock that can be moved. 422 outside a sandbox. */
export function sandboxClock({ clock, config }: Platform): SandboxClock {
  if (isSandboxClock(clock)) return clock
  throw new AppError(
    'RULE',
    `This is ${config.environment}: it uses the clock of the machine, which cannot be moved. Only the clock of a sandbox can be moved.`,
  )
}
