/** Values of the parameters that a request cannot go without. */
const ID = '019a4c3e-0000-7000-8000-000000000001'

const PARAMETER_EXAMPLES: Record<string, string | number> = {
  number: 251601000,
  clientIdentifier: 100001,
  settlementId: 202603030001,
  identifier: 'abc-123-def-456',
  mark: 'GUARDIAN',
  fromDate: '2026-02-01',
  toDate: '2026-02-28',
  ...{ tokenId: ID, approvalId: ID, letterId: ID, actionId: ID, debtorId: ID, questionId: ID },
  ...{ webhookId: ID, deliveryId: ID, id: ID },
}

/** Parameters of which a request needs one, though none is required. */
const OF_OPERATIONS: Record<string, Record<string, string | number>> = {
  getCase: { invoiceNumber: 251601000 },
  listActions: { invoiceNumber: 251601000 },
  listLetters: { invoiceNumber: 251601000 },
}

/** The example of a parameter; undefined where a request goes without it. */
export function parameterExample(operationId: string, name: string, isRequired: boolean): string | number | undefined {
  return isRequired ? PARAMETER_EXAMPLES[name] : OF_OPERATIONS[operationId]?.[name]
}

/** "/invoice/:number" as "/invoice/251601000". */
export function pathExample(path: string): string {
  return path.replaceAll(/:(\w+)/g, (_match, name: string) => String(PARAMETER_EXAMPLES[name] ?? ID))
}
