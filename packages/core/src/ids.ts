/**
 * Ids with the name of what they name. A plain number or text passes as any of them, so that rows and requests need no
 * cast; an id of one kind does not pass as another, so that swapped ids do not compile.
 */
export type Flavour<T, Name extends string> = T & { readonly __name?: Name }

export type ClientId = Flavour<number, 'ClientId'>
export type CaseId = Flavour<number, 'CaseId'>
export type SettlementId = Flavour<number, 'SettlementId'>
export type AllocationId = Flavour<number, 'AllocationId'>
export type InvoiceId = Flavour<string, 'InvoiceId'>
export type LetterId = Flavour<string, 'LetterId'>
export type DeliveryId = Flavour<string, 'DeliveryId'>
export type PaymentId = Flavour<string, 'PaymentId'>
/** It names an entry of a bank statement. */
export type EntryId = Flavour<string, 'EntryId'>
/** It names a transaction of the journal. */
export type TransactionId = Flavour<string, 'TransactionId'>
export type PlanId = Flavour<string, 'PlanId'>
/** It names one person or company over all cases of a client. */
export type DebtorId = Flavour<string, 'DebtorId'>

/** A UUID as PostgreSQL writes it, in small letters. */
export const UUID_PATTERN = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
export const UUID: RegExp = new RegExp(UUID_PATTERN)
