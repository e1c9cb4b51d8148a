/** Examples, guides and test clients: a creditor's account is never one of client funds. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { EXAMPLE_CLIENT_FUNDS, EXAMPLE_CREDITORS } from '@saatava/core/example-accounts.ts'
import { isBankgiro, isBic, isIban, isNorwegianAccount, isPlusgiro } from '@saatava/core/identifiers.ts'
import { bankAccounts } from '../src/config/bank-config.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CLIENT_FUNDS = bankAccounts(EXAMPLE_CLIENT_FUNDS)

/** Where creditors are described: what people read and paste, and the clients of tests. */
const FILES = [
  'README.md',
  'docs/**/*.md',
  'src/**/examples.ts',
  'src/sandbox/*.ts',
  'src/settings/*.test.ts',
  'bench/*.ts',
  'test/support/*.ts',
  'test/support/{connectors,distribution,isolation,settlements}/**/*.ts',
  'test/support/documents/example.ts',
  'test/support/life/{client,requests}.ts',
  'test/distribution/*.ts',
  'test/invoices/*.ts',
  'test/isolation/*.ts',
  'test/settlements/*.ts',
]
/** In a request, an answer or a fixture: the fields that hold the account of a creditor, a financier or a debtor. */
const FIELD =
  /["']?\b(iban|ibanAccount|financierIban|electronicInvoiceAccount|bankgiro|plusgiro|postgiro|plusgirot)["']?\s*:\s*(["'])([^"']+)\2/gi

test('the creditors of examples have different accounts, with right check digits', () => {
  const ibans = CLIENT_FUNDS.map(({ iban }) => iban)
  for (const { iban, bic } of Object.values(EXAMPLE_CREDITORS)) {
    assert.ok(isIban(iban) && isBic(bic), `${iban} ${bic}`)
    assert.ok(!ibans.includes(iban), iban)
  }
  assert.ok(isBankgiro(EXAMPLE_CREDITORS.SE.bankgiro) && isPlusgiro(EXAMPLE_CREDITORS.SE.plusgiro))
  assert.ok(isNorwegianAccount(EXAMPLE_CREDITORS.NO.iban.slice(4)))
})

const BANKS_VIEW = new Set(['docs/guides/simulators.md', 'test/settlements/accounts.test.ts'])

test('no example, guide or test client names a client-funds account as a creditor’s', () => {
  const clientFunds = new Set(
    CLIENT_FUNDS.flatMap(({ iban, bankgiros, plusgiros }) => [iban, ...bankgiros, ...plusgiros]),
  )
  const seen: string[] = []
  const wrong: string[] = []
  for (const path of FILES.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))) {
    for (const [, field, , number = ''] of readFileSync(join(ROOT, path), 'utf8').matchAll(FIELD)) {
      seen.push(path)
      // The bank's own files and the simulated bank name the account that is paid to: the agency's.
      if (BANKS_VIEW.has(path)) continue
      if (clientFunds.has(number.replaceAll(/[\s-]/g, '').toUpperCase())) wrong.push(`${path}: ${field} ${number}`)
    }
  }
  assert.ok(seen.length > 25, `${seen.length} accounts were looked at`)
  for (const path of ['README.md', 'docs/guides/getting-started.md'])
    assert.ok(seen.includes(path), `${path} names an account`)
  assert.deepEqual(wrong, [])
})
