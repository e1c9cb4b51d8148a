/** Values of the parameters that a request cannot go without. */
const ID = '019a4c3e-0000-7000-8000-000000000001'

export const PARAMETER_EXAMPLES: Record<string, string | number> = {
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

/** "/invoice/:number" as "/invoice/251601000". */
export function pathExample(path: string): string {
  return path.replaceAll(/:(\w+)/g, (_match, name: string) => String(PARAMETER_EXAMPLES[name] ?? ID))
}
