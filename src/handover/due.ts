import { type DueWork, timedWork } from '../platform/due-work.ts'

/** Contracts whose last day has come. */
export const HANDOVER_DUE: DueWork[] = [timedWork('contracts to end', 'contract_end', 'ends_at', 'ends_at is not null')]
