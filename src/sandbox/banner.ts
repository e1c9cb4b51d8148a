import { LEDGER_EXAMPLE } from '../accounting/examples.ts'
import type { Demo } from './demo.ts'

/** What a newcomer needs, and three lines that work when pasted. */
export function banner(origin: string, demo: Demo | undefined, environment: string): string {
  const lines = ['', `  Saatava is up: ${origin}  (${environment})`, `  Docs:          ${origin}/docs`]
  if (demo !== undefined) {
    const api = `${origin}/api/v1/partner`
    const key = `-H 'X-Api-Key: ${demo.clientToken}'`
    lines.push(
      '',
      `  Demo partner   ${demo.partnerCode}, provisioning token  ${demo.provisioningToken}`,
      `  Demo client    ${demo.clientIdentifier}, access token  ${demo.clientToken}`,
      '',
      '  Try it: send a voucher, watch it arrive, see it in the simulated Netvisor.',
      '',
      `curl -s ${key} -H 'Content-Type: application/json' -d '${firstVoucher()}' ${api}/accounting/ledger`,
      `curl -s ${key} '${api}/accounting/ledger?ledgerIdentifier=my-first-voucher'`,
      `curl -s ${origin}/simulators/netvisor/inspect`,
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
