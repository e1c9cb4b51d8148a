/** Proves the guides to invoices: commands are pasted, examples posted, codes compared with the code. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { Command } from 'commander'
import { clockStands } from '../../test/support/clock.ts'
import { curlAbsent } from '../../test/support/curl.ts'
import { type TestService, testService } from '../../test/support/service.ts'
import { readEinvoiceReports } from '../channels/einvoice/reports.ts'
import { readPrintReports } from '../channels/print/reports.ts'
import { createProgram } from '../cli/program.ts'
import { NEW_CLIENT_EXAMPLE } from '../onboarding/examples.ts'
import { provisioningTokenFor } from '../onboarding/provisioning-token-for.ts'
import { FETCH_REFUSALS } from '../platform/safe-fetch/refused.ts'
import { withExamples } from './examples/expand.ts'
import { GUIDES } from './guide-list.ts'
import { until } from '../../test/support/until.ts'

const run = promisify(execFile)
let api: TestService
let folder = ''
let token = ''

before(async () => {
  api = await testService()
  folder = await mkdtemp(join(tmpdir(), 'saatava-guides-'))
  token = (await api.createClient()).token
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

/** With its examples as they are printed. */
async function guide(slug: string): Promise<string> {
  const file = GUIDES.find((one) => one.slug === slug)?.file ?? `guides/${slug}.md`
  return withExamples(await readFile(slug === 'README' ? 'README.md' : `docs/${file}`, 'utf8'))
}

function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/```(\w+)(?: curl)?\n([\s\S]+?)\n```/g)].flatMap(([, found, block = '']) =>
    found === language ? [block] : [],
  )
}

/** Runs a guide's commands one after the other and returns their answers; any answer but a success fails the test. */
async function paste(slug: string, accessToken: string): Promise<string[]> {
  const commands = blocks(await guide(slug), 'sh').filter((block) => block.startsWith('curl'))
  const answers: string[] = []
  for (const command of commands) {
    const text = command.replace('curl -', 'curl --fail-with-body -').replaceAll('http://127.0.0.1:8080', api.origin)
    const env = { ...process.env, TOKEN: accessToken }
    const { stdout } = await run('sh', ['-c', text], { cwd: folder, env }).catch(
      (error: Error & { stdout?: string }) => {
        throw new Error(`${slug}: ${command}\n${error.stdout}`, { cause: error })
      },
    )
    answers.push(stdout)
    // A reader is slower than the workers: a clock stands still, and what was sent has been evaluated, before the next command.
    await clockStands(api)
    await api.service.idle()
  }
  return answers
}

async function statusOf(number: number, accessToken: string): Promise<string> {
  const path = `/api/v1/partner/invoice/${number}`
  const { status } = await until(
    `invoice ${number} leaves`,
    async () => (await api.call<{ status: string; reasons: unknown }>('GET', path, { token: accessToken })).body,
    (view) => !['PAUSED', 'ACCEPTED'].includes(view.status),
  )
  return status
}

test('the commands of "Invoices" work when pasted, and what they send arrives', { skip: curlAbsent() }, async () => {
  const answers = await paste('invoices', token)
  assert.equal(answers.length, 7)
  const { invoices } = JSON.parse(answers[3] ?? '') as { invoices: unknown }
  assert.ok(Array.isArray(invoices))
  assert.match(await readFile(join(folder, 'invoices.csv'), 'utf8'), /1201/)
  assert.equal(await statusOf(1201, token), 'INVOICED')
  assert.equal(await statusOf(1203, token), 'INVOICED', 'the credit note')
  assert.equal(await statusOf(1204, token), 'INVOICED')
  assert.ok((await stat(join(folder, 'invoice-1201.pdf'))).size > 10_000)
  const lines = (answers.at(-1) ?? '').trim().split('\n')
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { status: number }).status),
    [200, 400],
  )
})

test('the full request of "Invoices" is taken with one warning about its account, and the approval as it stands', async () => {
  const [full, approval] = blocks(await guide('invoices'), 'json').filter((block) =>
    /"invoice": \{|"actions"/.test(block),
  )
  const reply = await api.call('POST', '/api/v1/partner/invoice', { token, body: full })
  assert.equal(reply.status, 200, reply.text)
  // It shows every field, the creditor's own account too, which an invoice under payment control does not print.
  const { warnings = [] } = JSON.parse(reply.text) as { warnings?: { code: string }[] }
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['PAYS_ELSEWHERE'],
  )
  assert.equal(await statusOf(1202, token), 'INVOICED')
  // It waits for nobody: the batch of actions is read and understood, and refused for that alone.
  const approved = await api.call('POST', '/api/v1/partner/invoice/action', { token, body: approval })
  assert.equal(approved.status, 422, approved.text)
  assert.equal(approved.body.errors?.[0]?.code, 'NOT_WAITING')
})

test('the commands of "Distribution" and "Client settings" work when pasted', { skip: curlAbsent() }, async () => {
  const distribution = await paste('distribution', token)
  assert.equal(distribution.length, 2)
  for (const answer of distribution) assert.match(answer, /"invoiceNumber":1201/)
  const settings = await paste('settings', token)
  assert.equal(settings.length, 3)
  assert.match(settings[1] ?? '', /"next":5001/)
})

test('the first request of the README, with the client that npm start shows', { skip: curlAbsent() }, async () => {
  const ctx = api.ctx()
  const provisioning = await provisioningTokenFor(ctx, {
    code: NEW_CLIENT_EXAMPLE.service.partnerCode,
    name: 'Partner',
  })
  const reply = await api.call<{ apiAccessToken: string }>('POST', '/api/v1/partner/client', {
    token: provisioning,
    body: NEW_CLIENT_EXAMPLE,
  })
  const answers = await paste('README', reply.body.apiAccessToken)
  assert.equal(answers.length, 4)
  assert.equal(await statusOf(1001, reply.body.apiAccessToken), 'INVOICED')
  assert.match(answers[3] ?? '', /Mails sent/)
})

test('the reports and the manifest in "Distribution" are what the channels read and write', async () => {
  const examples = blocks(await guide('distribution'), 'json').map((block) => JSON.parse(block) as object)
  const [einvoice, manifest, batch, letters] = examples as [
    object,
    { batchId: string; items: object[] },
    object,
    object,
  ]
  assert.equal(examples.length, 4)
  assert.deepEqual(readEinvoiceReports(einvoice).faults, [])
  const lettersOf = async () => ['019ca35c-5a10-7c4e-8d0e-3c1f6a2b9d15']
  for (const report of [batch, letters]) {
    const { faults, values } = await readPrintReports(report, lettersOf)
    assert.deepEqual([faults, values.length], [[], 1])
  }
  const { body } = await api.call<{ batches: { letters: object[] }[] }>('GET', '/simulators/printhouse/inspect')
  const source = await readFile('src/channels/print/manifest.ts', 'utf8')
  for (const name of [...Object.keys(manifest), ...Object.keys(manifest.items[0] ?? {})])
    assert.match(source, new RegExp(`^ {2}${name}: `, 'm'), name)
  assert.ok(Array.isArray(body.batches))
  const text = await guide('distribution')
  const orders = [...text.matchAll(/`PUT (\/simulators\/\w+\/settings)` `(\{.+?\})`/g)]
  assert.equal(orders.length, 2)
  for (const [, path = '', settings = ''] of orders) {
    const reply = await api.call('PUT', path, { body: settings })
    assert.deepEqual([reply.status, reply.body], [200, JSON.parse(settings)], path)
  }
})

test('the tables of warnings and evaluation codes are what the evaluation can say, no more and no less', async () => {
  const text = await guide('invoices')
  const section = text.slice(text.indexOf('## Warnings'))
  const rows = [...section.matchAll(/^\| (`.+?`) \| /gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code),
  )
  const files = (await readdir('src/invoices/evaluate')).map((name) => `src/invoices/evaluate/${name}`)
  files.push('packages/einvoice/src/address.ts', 'packages/einvoice/src/content.ts', 'src/flows/fail-undelivered.ts')
  const said = new Set<string>()
  for (const file of files.filter((name) => name.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(name)))
    for (const [, code = ''] of (await readFile(file, 'utf8')).matchAll(
      /(?:\bcode: |'code', |\bwait\(\s*)'([A-Z_]{4,})'/g,
    ))
      said.add(code)
  for (const code of FETCH_REFUSALS) said.add(`ATTACHMENT_${code}`)
  const head = await readFile('src/invoices/attachments/pdf-head.ts', 'utf8')
  for (const [, code] of head.matchAll(/\| '([A-Z_]+)'/g)) said.add(`ATTACHMENT_${code}`)
  assert.deepEqual([...new Set(rows)].toSorted(byCode), [...said].toSorted(byCode))
})

function byCode(one = '', other = ''): number {
  return one < other ? -1 : 1
}

test('every metric that a guide names is there', async () => {
  const known = new Set(api.service.platform.metrics.registry.getMetricsAsArray().map(({ name }) => name))
  for (const slug of ['README', ...GUIDES.map((one) => one.slug)])
    for (const [, name = ''] of (await guide(slug)).matchAll(/\b(saatava_(?!owner\b|service\b)\w+)/g))
      assert.ok(known.has(name), name)
})

/** "agency account add": every command that does something. */
function leaves(command: Command): string[] {
  if (command.commands.length === 0) return [command.name()]
  const prefix = command.parent === null ? '' : `${command.name()} `
  return command.commands.flatMap((sub) => leaves(sub).map((name) => prefix + name))
}

test('every command of the command line that a guide names is there', async () => {
  const commands = leaves(createProgram())
  const known = new Set(
    commands.flatMap((name) => name.split(' ').map((_, i, words) => words.slice(0, i + 1).join(' '))),
  )
  const operating = await guide('operating')
  for (const name of commands) assert.ok(operating.includes(`\`${name}\``), `"Operating" says nothing of ${name}`)
  for (const slug of ['README', ...GUIDES.map((one) => one.slug)]) {
    for (const [, words = ''] of (await guide(slug)).matchAll(
      /npx saatava ([a-z]+(?:-[a-z]+)*(?: [a-z]+(?:-[a-z]+)*)?)/g,
    ))
      assert.ok(known.has(words), `${slug}: npx saatava ${words}`)
  }
})

interface Clock {
  offsetSeconds: number
  move: { state: string }
}

test('the commands of "Events" and "Environments" work when pasted', { skip: curlAbsent() }, async () => {
  const fresh = (await api.createClient()).token
  const [page = ''] = await paste('events', fresh)
  assert.match(page, /"events":\[/)
  assert.match(page, /link: <.*>; rel="next"/i)
  // Last: it moves the clock of all.
  const [moved = ''] = await paste('environments', fresh)
  // A move that takes longer than a request goes on in the background.
  assert.match((JSON.parse(moved) as Clock).move.state, /^(DONE|MOVING)$/)
  const { body } = await api.call<Clock>('GET', '/api/v1/partner/sandbox/clock', { token: fresh })
  assert.equal(body.move.state, 'DONE')
  assert.ok(body.offsetSeconds > 13 * 86_400)
})
