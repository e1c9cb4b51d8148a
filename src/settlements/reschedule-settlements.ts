/** A client's contract was changed: when it is settled next is looked at anew. */
export { unplan as rescheduleSettlements } from './schedule-queries.ts'
