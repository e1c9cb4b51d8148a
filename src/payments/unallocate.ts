import type { AllocationId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { type UndoneAllocation, undoAllocation } from './undo-allocation.ts'

/** A person takes a payment off a case; it needs review again. @throws AppError NOT_FOUND, RULE */
export async function unallocate(
  ctx: Ctx,
  input: { allocationId: AllocationId; reason: string },
): Promise<UndoneAllocation> {
  return retryOnDeadlock(ctx.platform.pool, (tx) => undoAllocation(ctx, tx, input))
}
