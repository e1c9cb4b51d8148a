/** The acts that need a second person. The guide prints them. */
export const GATED_ACTS = {
  'policy.publish': 'publishing a dunning policy',
  'contract.publish': 'publishing the contract of a client',
  'law.confirm': 'confirming rules of law, or the day on which a prepared act begins',
  'agency.account': 'adding, ending or choosing a client-funds account',
  'client.accounts': 'changing the accounts to which a client is paid',
  'payment.return': 'returning money to its payer, above the limit',
  'payment-file.release': 'releasing a payment file of settlements to the bank',
  'cases.release': 'releasing more than a hundred cases that were taken over',
  'contract.end': 'ending the contract of a client',
  'bulk.start': 'one act on more than a hundred rows',
  'user.role': 'inviting a user, and granting a role',
} as const

export type GatedAction = keyof typeof GATED_ACTS
