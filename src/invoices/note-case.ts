/** The queries that cases write and read of invoices, for that noun. */
export { selectClaimable as claimableInvoices, writeCaseNotes as noteCases } from './case-queries.ts'
export type { ClaimableInvoice } from './case-queries.ts'
