import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createPartner } from '../onboarding/create-partner.ts'
import { curlAbsent } from '../../test/support/curl.ts'
import { type TestService, testService } from '../../test/support/service.ts'
import { until } from '../../test/support/until.ts'

const ARRIVED_MS_MAX = 60_000
const COMMAND_LINE = fileURLToPath(new URL('../cli/main.ts', import.meta.url))

interface Shown {
  case: {
    summary: { stage: string }
    balance: { interestAmount: number; asOf: string }
    costs: { amount: number }[]
  }
}

const run = promisify(execFile)
let api: TestService
let folder = ''

before(async () => {
  api = await testService()
  folder = await mkdtemp(join(tmpdir(), 'saatava-start-'))
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the commands of "Getting started" work when pasted, one after the other', { skip: curlAbsent() }, async () => {
  const { provisioningToken } = await createPartner(api.ctx(), { code: 'QUICK3', name: 'Partner' })
  const guide = await readFile('docs/guides/getting-started.md', 'utf8')
  const commands = [...guide.matchAll(/```sh\n((?:answer=|curl|cat)[\s\S]+?)\n```/g)].map(([, command = '']) => command)
  assert.equal(commands.length, 14)
  let accessToken = ''
  const env = { ...process.env, DATABASE_URL: api.databaseUrl, DATA_DIR: api.config.dataDir }
  const text = async (command = '') => {
    const pasted = command
      .replaceAll('http://127.0.0.1:8080', api.origin)
      .replace('npx saatava', `'${process.execPath}' '${COMMAND_LINE}'`)
    const tokens = { PROVISIONING_TOKEN: provisioningToken, TOKEN: accessToken }
    return (await run('sh', ['-c', pasted], { cwd: folder, env: { ...env, ...tokens } })).stdout
  }
  const paste = async (command = '') => {
    const answer = await text(command)
    return (answer === '' ? {} : JSON.parse(answer)) as Record<string, unknown>
  }
  const [create, connect, send, watch, post, see, fetchPdf, control, wait, look, bank, payments, more, payouts] =
    commands
  accessToken = String((await paste(create))['apiAccessToken'])
  assert.match(accessToken, /^[0-9a-f-]{36}$/)
  assert.equal((await paste(connect))['state'], 'active')
  const accepted = await paste(send)
  assert.equal(accepted['status'], undefined, JSON.stringify(accepted))
  const ledger = async () => ((await paste(watch))['ledgers'] as Record<string, unknown>[])[0]
  const synced = await until('the ledger is synced', ledger, (status) => status?.['status'] !== 0, ARRIVED_MS_MAX)
  assert.equal(synced?.['description'], 'Successfully synced')

  assert.equal((await paste(post))['status'], 'PAUSED')
  const shown = await until(
    'the invoice leaves',
    () => paste(see),
    ({ status }) => status !== 'PAUSED' && status !== 'ACCEPTED',
    ARRIVED_MS_MAX,
  )
  assert.equal(shown['status'], 'INVOICED', JSON.stringify(shown))
  await paste(fetchPdf)
  assert.ok((await stat(join(folder, 'invoice-1101.pdf'))).size > 10_000)

  assert.equal((await paste(control))['status'], 'PAUSED')
  const caseThere = await until(
    'a case',
    () => paste(look),
    (answer) => 'case' in answer,
    ARRIVED_MS_MAX,
  )
  assert.equal((caseThere as unknown as Shown).case.summary.stage, 'INVOICED')
  assert.equal(((await paste(wait))['move'] as { state: string }).state, 'DONE')
  const { summary, balance, costs } = ((await paste(look)) as unknown as Shown).case
  assert.equal(summary.stage, 'REMINDER')
  assert.deepEqual(
    costs.map(({ amount }) => amount),
    [5],
  )
  assert.ok(balance.interestAmount > 0)
  assert.deepEqual(await paste(bank).then(({ amount, state }) => [amount, state]), [500, 'MATCHED'])
  type Paid = { amount: number; allocation: { interestAmount: number } }[]
  const paid = await until(
    'a payment',
    async () => JSON.parse(await text(payments)) as Paid,
    (shown) => shown.length > 0,
    ARRIVED_MS_MAX,
  )
  assert.deepEqual(
    paid.map(({ amount, allocation }) => [amount, allocation.interestAmount]),
    [[500, balance.interestAmount]],
  )
  assert.equal(((await paste(more))['move'] as { state: string }).state, 'DONE')
  const { settlements } = (await paste(payouts)) as unknown as { settlements: { settlementAmount: number }[] }
  assert.deepEqual(
    settlements.map(({ settlementAmount }) => settlementAmount),
    [500],
  )
})
