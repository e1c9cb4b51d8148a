/** The key of the simulated operator's drop: its outbox holds nobody's real invoices. */
export const OPERATOR_DROP_KEY = 'operator-simulator'
