/** "Getting started" as a reader runs it, request after request: what each answer says at that moment. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { createPartner } from '../onboarding/create-partner.ts'
import { clockStands } from '../../test/support/clock.ts'
import { curlAbsent } from '../../test/support/curl.ts'
import { type TestService, testService } from '../../test/support/service.ts'
import { until } from '../../test/support/until.ts'
import { PROGRAMMED, examplesAbsent, runExamples } from '../../test/support/docs/example-programs.ts'
import { examplesIn } from './examples/expand.ts'
import { inOwnWords } from './own-words.ts'

const ARRIVED_MS_MAX = 60_000

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
  api = await testService({ simulatedBank: true })
  folder = await mkdtemp(join(tmpdir(), 'saatava-start-'))
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

test('twelve requests show the whole life of one invoice', { skip: curlAbsent() }, async () => {
  const { provisioningToken } = await createPartner(api.ctx(), { code: 'QUICK3', name: 'Partner' })
  const guide = await readFile('docs/guides/getting-started.md', 'utf8')
  const [, ...commands] = examplesIn('curl', guide)
  assert.equal(commands.length, 12)
  let accessToken = ''
  const paste = async <Answer = Record<string, unknown>>(command = '') => {
    const env = { ...process.env, PROVISIONING_TOKEN: provisioningToken, TOKEN: accessToken }
    const pasted = command.replaceAll('http://127.0.0.1:8080', api.origin)
    const { stdout } = await run('sh', ['-c', pasted], { cwd: folder, env })
    return (stdout === '' ? {} : JSON.parse(stdout)) as Answer
  }
  const [create, connect, post, see, fetchPdf, wait, look, pay, payments, more, payouts, booked] = commands
  accessToken = String((await paste(create))['apiAccessToken'])
  assert.match(accessToken, /^[0-9a-f-]{36}$/)
  assert.equal((await paste(connect))['state'], 'active')

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

  await paste(wait)
  await clockStands(api)
  const { summary, balance, costs } = (await paste<Shown>(look)).case
  assert.equal(summary.stage, 'REMINDER')
  assert.deepEqual(
    costs.map(({ amount }) => amount),
    [5],
  )
  assert.ok(balance.interestAmount > 0)

  const paid = await paste(pay)
  assert.deepEqual([paid['amount'], paid['state']], [500, 'MATCHED'])
  const listed = await paste<{ amount: number; allocation: { interestAmount: number } }[]>(payments)
  assert.deepEqual(
    listed.map(({ amount, allocation }) => [amount, allocation.interestAmount]),
    [[500, balance.interestAmount]],
  )

  await paste(more)
  await clockStands(api)
  const { settlements } = await paste<{ settlements: { settlementAmount: number }[] }>(payouts)
  assert.deepEqual(
    settlements.map(({ settlementAmount }) => settlementAmount),
    [500],
  )
  const { events } = await paste<{ events: { type: string }[] }>(booked)
  const types = events.map(({ type }) => type)
  for (const kind of ['invoice', 'payment', 'ledger'])
    assert.ok(types.includes(`accounting.${kind}.synced`), `${kind}: ${types.join()}`)
})

/** A reader is slower than the workers. */
async function settled(): Promise<void> {
  await clockStands(api)
  await api.service.idle()
}

for (const title of PROGRAMMED) {
  test(`the twelve requests work in ${title}`, { skip: examplesAbsent(title) }, async () => {
    // One service serves all languages, so each reader is another partner.
    const code = `QUICK${title.length}`
    const { provisioningToken } = await createPartner(api.ctx(), { code, name: 'Partner' })
    const guide = await readFile('docs/guides/getting-started.md', 'utf8')
    const demo = { provisioningToken, clientToken: '', clientIdentifier: 0 }
    const examples = examplesIn(title, guide).map((text) =>
      inOwnWords(text, { origin: api.origin, demo }).replaceAll('QUICK3', code),
    )
    assert.equal(examples.length, 13)
    const own = await mkdtemp(join(folder, 'program-'))
    const outputs = await runExamples(title, own, examples, settled)
    assert.equal(outputs.length, 13, outputs.join('\n'))
    const expected = [
      ...[/^$/, /apiAccessToken/, /active/, /PAUSED/, /INVOICED/, /^$/, /DONE|MOVING/, /REMINDER|DEMAND/],
      ...[/MATCHED/, /500/, /DONE|MOVING/, /settlementAmount/, /accounting\.payment\.synced/],
    ]
    for (const [i, pattern] of expected.entries()) assert.match(outputs[i] ?? '', pattern, `example ${i}`)
    assert.ok((await stat(join(own, 'invoice-1101.pdf'))).size > 10_000)
  })
}
