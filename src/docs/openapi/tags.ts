/** The areas of the document, in the order in which a reader needs them. */
const GROUPS = {
  Start: {
    Onboarding: 'Create clients, and manage their access tokens.',
    'Client settings': 'Language, logo, bank accounts, channels, numbering and accounts of a client.',
    Sandbox: 'Move the clock of a sandbox, and pay invoices in it.',
  },
  Build: {
    Invoices: 'Submit invoices, follow their delivery, and fetch their documents.',
    Cases: 'Follow the collection of an invoice, act on it, and answer questions of the agency.',
    Debtors: 'Persons and companies over all their cases.',
    Events: 'Everything that happens to a client, in one order.',
    Webhooks: 'Events sent to an address of yours, signed by the Standard Webhooks specification.',
  },
  Money: {
    Payments: 'Payments of debtors, allocated to invoices.',
    Settlements: 'Payouts to the client.',
    Accounting: 'Vouchers and payments for the accounting system, and their state there.',
    'Accounting connection': 'Connect an accounting system, test it, and compare with it.',
  },
  Run: {
    Operations: 'The e-invoice address of a client.',
    Approvals: 'Acts that wait for a second person.',
    Operator: 'For those who run the service.',
    Health: 'State and metrics of a process.',
  },
} as const

export const TAGS: { name: string; description: string }[] = Object.values(GROUPS).flatMap((tags) =>
  Object.entries(tags).map(([name, description]) => ({ name, description })),
)

/** Groups of tags, for renderers that show them. */
export const TAG_GROUPS = Object.entries(GROUPS).map(([name, tags]) => ({ name, tags: Object.keys(tags) }))
