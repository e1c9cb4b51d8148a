/** What settlements do with allocations. */
export {
  type SettleLine,
  lockWaitingLines,
  markSettled,
  markTakenBack,
  selectSettledLines as settledLines,
  selectWaiting as waitingToSettle,
  selectWaitingCases as casesToSettle,
} from './settle-queries.ts'
