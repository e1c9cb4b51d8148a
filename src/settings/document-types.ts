/** Voucher types, by Netvisor's abbreviations: the published values of a ledger's documentType. */
export const DOCUMENT_TYPES = ['ML', 'MS', 'PT', 'KT', 'MU', 'OL', 'OS', 'JK', 'PA', 'PUMP'] as const
