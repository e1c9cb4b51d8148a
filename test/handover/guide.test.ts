/** Proves the guide to taking over cases: its case is taken over, and its commands work when pasted. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ensurePolicies } from '../../src/dunning/policies/ensure-policies.ts'
import { runCli } from '../support/cli/run.ts'
import { type TestService, testService } from '../support/service.ts'

let api: TestService
let folder = ''

before(async () => {
  api = await testService({ role: 'api' })
  await ensurePolicies(api.ctx())
  folder = await mkdtemp(join(tmpdir(), 'saatava-handover-'))
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the commands of "Taking over cases" work one after the other', async () => {
  const guide = await readFile('docs/guides/taking-over-cases.md', 'utf8')
  const [example = ''] = [...guide.matchAll(/```json\n([\s\S]+?)\n```/g)].map(([, block]) => block)
  await writeFile(join(folder, 'cases.ndjson'), `${JSON.stringify(JSON.parse(example))}\n`)
  const { clientIdentifier } = await api.createClient()
  const env = { DATABASE_URL: api.databaseUrl, DATA_DIR: api.config.dataDir, SAATAVA_ENV: 'sandbox' }
  const commands = [...guide.matchAll(/^npx saatava (.+)$/gm)].map(([, text = '']) => text)
  assert.equal(commands.length, 7)
  const outputs: string[] = []
  for (const command of commands) {
    // The reader has other case numbers, and ends the contract today.
    if (command.startsWith('case release 5')) continue
    const args = command.replace(' --on 2026-12-31', '').replace('100001', String(clientIdentifier)).split(' ')
    const { code, stdout, stderr } = await runCli(
      args.map((word) => (word.endsWith('.ndjson') ? join(folder, word) : word)),
      env,
    )
    assert.equal(code, 0, `${command}: ${stderr}${stdout}`)
    outputs.push(stdout)
  }
  const [foreseen = '', taken = '', released = '', , exported = '', handedBack = ''] = outputs
  assert.match(
    foreseen,
    /1 {2}TAKEN_OVER {2}Former Agency Oy F-10234; next: DEMAND on \d{4}-\d\d-\d\d, fee at most 12\.00/,
  )
  assert.match(foreseen, /dryRun +yes/)
  assert.match(taken, /TAKEN_OVER {2}Former Agency Oy F-10234, case \d+; next: DEMAND/)
  assert.match(released, /Released: 1/)
  assert.match(exported, /Exported: 1 cases/)
  assert.match(handedBack, /Handed back: 1 cases/)
  const [line = ''] = (
    await readFile(join(folder, 'cases-of-100001.ndjson'.replace('100001', String(clientIdentifier))), 'utf8')
  ).split('\n')
  assert.equal((JSON.parse(line) as { balance: { capital: number } }).balance.capital, 900)
})
