import type { AllocationId } from '@saatava/core/ids.ts'

/**
 * The identifier of the payment document that an allocation becomes in a client's accounting, and of the document that
 * takes it back. Settlements look allocations up by it.
 */
export function ownPaymentIdentifier({
  allocationId,
  takenBack,
}: {
  allocationId: AllocationId
  takenBack: boolean
}): string {
  return takenBack ? `allocation:${allocationId}:reversed` : `allocation:${allocationId}`
}
