/** A case's payments, for those who show cases. */
export { type CasePayment, selectPaymentsOfCase as paymentsOfCase } from './case-queries.ts'
