import { LEDGER_EXAMPLE } from '../accounting/examples.ts'
import { INVOICE_EXAMPLE } from '../invoices/examples.ts'
import type { Demo } from './demo-record.ts'

interface Started {
  /** A link into the console that works once. */
  console: string | undefined
  demo: Demo | undefined
  environment: string
  role: string
  /** Findings of the doctor; undefined: all is well. */
  doctor: string | undefined
}

/** Prints what a newcomer needs, and commands that work when pasted. */
export function banner(origin: string, { console: link, demo, environment, role, doctor }: Started): string {
  const entrance = link === undefined ? [] : [`  Console        ${link}`, '']
  const lines = ['', ...entrance, `  Saatava is up: ${origin}  (${environment})`]
  lines.push(
    role === 'worker'
      ? '  This process is a worker: it serves only /health and /metrics.'
      : `  Docs:          ${origin}/docs`,
  )
  if (doctor !== undefined) lines.push('', `  ${doctor}`)
  if (demo !== undefined) {
    const api = `${origin}/api/v1/partner`
    const key = `-H 'X-Api-Key: ${demo.clientToken}'`
    lines.push(
      '',
      `  Demo partner   ${demo.partnerCode}, provisioning token  ${demo.provisioningToken}`,
      `  Demo client    ${demo.clientIdentifier}, access token  ${demo.clientToken}`,
      '',
      `  Invoices       ${origin}/simulators/mail/messages        sent mails, with their PDFs`,
      `                 ${origin}/simulators/operator/inspect     the e-invoices`,
      `                 ${origin}/simulators/printhouse/letters   the letters`,
      `  Bank           ${origin}/simulators/bank/inspect         payments in and out, and their files`,
      '',
      '  Try it: download an invoice as its receiver gets it.',
      '',
      `curl -sS ${key} -o invoice.pdf ${api}/invoice/${INVOICE_EXAMPLE.invoice.header.number}/document`,
      '',
      '  Or send a voucher, and find it in the simulated Netvisor.',
      '',
      `curl -sS ${key} -H 'Content-Type: application/json' -d '${firstVoucher()}' ${api}/accounting/ledger`,
      `curl -sS ${key} '${api}/accounting/ledger?ledgerIdentifier=my-first-voucher'`,
      `curl -sS ${origin}/simulators/netvisor/inspect`,
    )
  }
  return `${lines.join('\n')}\n`
}

function firstVoucher(): string {
  const row = (accountNumber: string, amount: number) => ({
    bookingDate: '2026-01-31',
    accountNumber,
    amount,
    netAmount: amount,
  })
  return JSON.stringify({
    ledgers: {
      ledgerIdentifier: 'my-first-voucher',
      companyIdentifier: LEDGER_EXAMPLE.ledgers.companyIdentifier,
      documentType: 'ML',
      documentName: '1',
      documentDate: '2026-01-31',
      calculationMode: 'NET',
      ledgerRows: [row('1701', 100), row('3000', -100)],
    },
  })
}
