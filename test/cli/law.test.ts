/** The law on the command line. None of these commands needs a database: none is there. */
import { strict as assert } from 'node:assert'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fails, json, lines, runCli } from '../support/cli/run.ts'

const env = { DATABASE_URL: 'postgres://127.0.0.1:1/none' }
const INTEREST = 'law interest --country FI --debtor CONSUMER --capital 1000.00'.split(' ')
const FEES = 'law fees --country FI --debtor CONSUMER --due 2026-01-15 --capital'.split(' ')

interface Interest {
  amount: number
  currency: string
  status: string
  periods: { from: string; to: string; days: number; rate: number; rule: string; source: string; status: string }[]
  rules: { rule: string; source: string }[]
}
interface Step {
  step: string
  earliest: string
  most: number | null
  rule: string
  source: string
  status: string
}
interface Fees {
  steps: Step[]
  total: { most: number; rule: string; source: string } | null
}

test('late interest is shown with its periods, rates, rules and sources', async () => {
  const answer = await json<Interest>([...INTEREST, '--due', '2026-01-15', '--paid', '2026-03-16'], env)
  assert.deepEqual([answer.amount, answer.currency], [15.62, 'EUR'])
  assert.deepEqual(
    answer.periods.map(({ from, to, days, rate, rule, status }) => ({ from, to, days, rate, rule, status })),
    [{ from: '2026-01-16', to: '2026-03-16', days: 60, rate: 9.5, rule: 'FI.REFERENCE_RATE', status: 'verified' }],
  )
  assert.match(answer.periods[0]?.source ?? '', /Bank of Finland notice 1407\/2025/)
  const [first, second] = (await json<Interest>([...INTEREST, '--due', '2024-12-15', '--paid', '2025-01-31'], env))
    .periods
  assert.deepEqual([first?.days, first?.rate, second?.days, second?.rate], [16, 11.5, 31, 10.5])
})

test('when a claim expires: what interrupts it begins the time again, the final one goes on', async () => {
  const ask = 'law limitation --country FI --debtor CONSUMER --due 2026-01-15'.split(' ')
  const answer = async (...more: string[]) =>
    json<{ expiresOn: string; general: { rule: string }; final: { rule: string } | null }>([...ask, ...more], env)
  const plain = await answer()
  assert.deepEqual(
    [plain.expiresOn, plain.general.rule, plain.final?.rule],
    ['2029-01-15', 'FI.LIMITATION', 'FI.CONSUMER.LIMITATION_FINAL'],
  )
  assert.equal((await answer('--act', '2026-03-26', '--act', '2026-02-12')).expiresOn, '2029-03-26')
  assert.equal((await answer('--judgment', '2027-05-01')).expiresOn, '2032-05-01')
  const norway = await answer('--country', 'NO', '--letter', '2026-03-26')
  assert.deepEqual([norway.expiresOn, norway.general.rule], ['2029-01-15', 'NO.LIMITATION'])
  assert.equal((await answer('--country', 'SE', '--origin', '2025-12-16')).expiresOn, '2028-12-16')
})

test('a debt that was paid in time bears nothing, and has no periods', async () => {
  const answer = await json<Interest>([...INTEREST, '--due', '2026-01-15', '--paid', '2026-01-10'], env)
  assert.deepEqual([answer.amount, answer.periods], [0, []])
})

test('people read tables with the sources', async () => {
  const printed = await lines([...INTEREST, '--due', '2024-12-15', '--paid', '2025-01-31'], env)
  assert.match(printed[0] ?? '', /^Interest +13.96 EUR$/)
  assert.ok(
    printed.some((line) => /^2024-12-16 +2024-12-31 +16 +1000.00 +11.5 %/.test(line)),
    printed.join('\n'),
  )
  assert.ok(printed.some((line) => /^FI.DAY_COUNT +unverified/.test(line)))
})

test('options set a part payment, an agreed rate, and no due date', async () => {
  const left = ['--due', '2026-01-15', '--paid', '2026-03-16', '--left', '2026-03-01=0', '--left', '2026-02-16=400.00']
  const part = await json<Interest>([...INTEREST, ...left], env)
  assert.deepEqual(
    part.periods.map(({ days }) => days),
    [31, 13],
  )
  const agreed = await json<Interest>(
    [...INTEREST, '--due', '2026-01-15', '--paid', '2026-03-16', '--agreed', '5'],
    env,
  )
  assert.equal(agreed.amount, 8.22)
  const early = ['--due', '2026-01-15', '--paid', '2026-03-16', '--left', '2026-01-10=400.00']
  assert.equal((await json<Interest>([...INTEREST, ...early], env)).amount, 6.25, 'a part was paid before it was due')
  const sent = await json<Interest>([...INTEREST, '--sent', '2025-12-16', '--paid', '2026-03-16'], env)
  assert.equal(sent.amount, 15.62)
})

test('a rate that nobody knows is an error that helps; --carry-on and --rules go on', async (t) => {
  const asked = [...INTEREST, '--due', '2026-12-15', '--paid', '2027-01-15']
  await fails(
    1,
    /No rule for FI.REFERENCE_RATE .* on 2027-01-01; confirm one with "saatava law confirm".*--carry-on/,
    asked,
    env,
  )
  const failed = await runCli([...asked, '--json'], env)
  assert.equal((JSON.parse(failed.stderr) as { error: { code: string } }).error.code, 'NO_RULE')
  const carried = await json<Interest>([...asked, '--carry-on'], env)
  assert.deepEqual(
    carried.periods.map(({ rate, status }) => [rate, status]),
    [
      [9.5, 'unverified'],
      [9.5, 'unverified'],
    ],
  )
  const folder = await mkdtemp(join(tmpdir(), 'law-'))
  t.after(() => rm(folder, { recursive: true }))
  const own = join(folder, 'rules.json')
  const rule = {
    ruleId: 'FI.REFERENCE_RATE',
    validFrom: '2027-01-01',
    value: { type: 'PERCENT', percent: 3 },
    source: 'the notice',
  }
  await writeFile(own, JSON.stringify({ rules: [rule] }))
  const given = await json<Interest>([...asked, '--rules', own], env)
  assert.deepEqual(
    given.periods.map(({ rate, status }) => [rate, status]),
    [
      [9.5, 'unverified'],
      [10, 'verified'],
    ],
  )
  // The setting of the service names the same file.
  assert.deepEqual(await json<Interest>(asked, { ...env, LAW_RULES: own }), given)
  await writeFile(own, JSON.stringify({ rules: [{ ...rule, validFrom: 'soon' }] }))
  await fails(1, /rules cannot be used: \/rules\/0\/validFrom is a date/, [...asked, '--rules', own], env)
  await fails(1, /The rules could not be read/, [...asked, '--rules', join(folder, 'none.json')], env)
})

test('every step of collection is shown with its first day, most, rule and source', async () => {
  const { steps, total } = await json<Fees>([...FEES, '250.00'], env)
  assert.deepEqual(
    steps.map(({ step, earliest, most }) => [step, earliest, most]),
    [
      ['REMINDER', '2026-01-29', 5],
      ['REMINDER_2', '2026-02-12', 5],
      ['DEMAND', '2026-02-26', 24],
      ['DEMAND_2', '2026-03-12', 12],
      ['EXTENSION', '2026-01-16', 5],
      ['PLAN', '2026-01-16', 30],
    ],
  )
  for (const { rule, source } of steps)
    assert.ok(rule.startsWith('FI.CONSUMER.') && /^Debt Collection Act 513\/1999 §/.test(source))
  assert.deepEqual([total?.most, total?.rule], [120, 'FI.CONSUMER.TOTAL_CAP'])
  const printed = await lines([...FEES, '250.00'], env)
  assert.ok(
    printed.some((line) => /^DEMAND_2 +2026-03-12 +12.00 +verified +FI.CONSUMER.FURTHER_DEMAND_SHARE/.test(line)),
  )
  assert.ok(printed.some((line) => line.includes('at most 120.00 EUR')))
})

test('fees of other claims and countries are shown', async () => {
  const most = async (...args: string[]) =>
    Object.fromEntries(
      (await json<Fees>(['law', 'fees', '--due', '2026-01-15', ...args], env)).steps.map(({ step, most }) => [
        step,
        most,
      ]),
    )
  const norway = await most(...'--country no --debtor business --capital 400 --no-vat'.split(' '))
  assert.deepEqual([norway['DEMAND'], norway['DEMAND_HEAVY'], norway['COMPENSATION']], [351.56, 703.12, 460])
  const own = await most(...'--country FI --debtor CONSUMER --capital 2000 --own-collection --instalments 3'.split(' '))
  assert.deepEqual([own['DEMAND'], own['PLAN']], [5, 20])
  const public_ = await most(...'--country FI --debtor CONSUMER --capital 2000 --enforceable'.split(' '))
  assert.deepEqual([public_['DEMAND'], public_['PLAN']], [14, 20])
  const sweden = await most(...'--country SE --debtor BUSINESS --capital 2000'.split(' '))
  assert.deepEqual(sweden, { REMINDER: 60, DEMAND: 180, PLAN: 170, COMPENSATION: 450 })
})

test('the rules as a table, and as JSON that may be given back', async () => {
  const printed = await lines(['law', 'rules', '--country', 'FI'], env)
  assert.ok(printed.length > 90)
  assert.ok(
    printed.some((line) =>
      /^FI.CONSUMER.REMINDER_FEE +2013-03-16 +– +verified +5.00 EUR +Debt Collection Act/.test(line),
    ),
  )
  const { rules } = await json<{ rules: { ruleId: string; status: string; value: unknown; about: string }[] }>(
    ['law', 'rules', '--country', 'SE', '--debtor', 'BUSINESS', '--on', '2026-01-15', '--unverified'],
    env,
  )
  assert.ok(
    rules.length > 5 && rules.every(({ ruleId, status }) => ruleId.startsWith('SE.') && status === 'unverified'),
  )
  const rate = rules.find(({ ruleId }) => ruleId === 'SE.REFERENCE_RATE')
  assert.deepEqual(rate?.value, { type: 'PERCENT', percent: 2 })
})

/** Asked for what makes no sense, or what nobody knows: exit code 1, and words that help. */
const UNANSWERED: [string[], RegExp][] = [
  [
    [...INTEREST, '--due', '2001-01-15', '--paid', '2026-03-16'],
    /No rule for FI.INTEREST_START .* on 2001-01-15; .*"validTo":"2003-12-31".* begins on 2004-01-01/,
  ],
  [
    [...INTEREST, '--due', '2026-01-01', '--paid', '2026-01-31', '--left', '2026-01-10=5', '--left', '2026-01-10=6'],
    /in order, one a day: that of 2026-01-10 is not/,
  ],
  [[...INTEREST, '--due', '2026-01-01', '--paid', '2199-01-31', '--carry-on'], /at most 100 years/],
]

for (const [args, says] of UNANSWERED) {
  test(`"saatava ${args.join(' ')}" has no answer, and says why`, async () => {
    await fails(1, says, args, env)
  })
}

const WRONG: [string[], RegExp][] = [
  [['law', 'interest', '--country', 'EE'], /'EE' is invalid. It takes one of FI, SE, NO, DK/],
  [['law', 'interest', '--debtor', 'PUBLIC'], /It takes one of CONSUMER, BUSINESS; a public authority is a BUSINESS/],
  [['law', 'interest', '--paid', '9999-12-31'], /from 1900 to 2199/],
  [['law', 'interest', '--capital', '1000.001'], /at most two decimals/],
  [['law', 'interest', '--capital', '1000,00'], /such as 1000.00/],
  [['law', 'interest', '--capital', '-5'], /such as 1000.00/],
  [['law', 'interest', '--due', '2026-02-30'], /It takes a date such as 2026-01-31/],
  [['law', 'interest', '--left', '2026-02-01:5'], /such as 2026-02-16=400.00/],
  [['law', 'interest', '--agreed', '-1'], /a percentage from 0 to 100/],
  [[...INTEREST, '--paid', '2026-01-01'], /either --due or --sent/],
  [[...INTEREST, '--due', '2026-01-01'], /required option '--paid <date>'/],
  [[...FEES, '250', '--instalments', '0'], /whole number from 1 to 999/],
  [['law', 'fees'], /required option '--country <code>'/],
]

for (const [args, says] of WRONG) {
  test(`"saatava ${args.join(' ')}" is wrong usage`, async () => {
    await fails(2, says, args, env)
  })
}
