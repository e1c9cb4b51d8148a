/**
 * Every command explains itself, and a wrong use has another exit code than a failure. None of these reaches a database.
 */
import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import type { Command } from 'commander'
import { createProgram } from '../../src/cli/program.ts'
import { fails, runCli } from '../support/cli/run.ts'

const env = { DATABASE_URL: 'postgres://127.0.0.1:1/none' }

const COMMANDS = wordsOf(createProgram())

test('there are the commands that the documentation names', () => {
  assert.deepEqual(COMMANDS.map((words) => words.join(' ')).toSorted(), [
    'agency account add',
    'agency account default',
    'agency account end',
    'agency account list',
    'agency set',
    'agency show',
    'agent-token issue',
    'agent-token list',
    'agent-token revoke',
    'approval approve',
    'approval list',
    'approval refuse',
    'approval settings',
    'approval show',
    'audit',
    'audit verify',
    'bank-file take',
    'case find',
    'case import',
    'case objection',
    'case record',
    'case release',
    'clock advance',
    'clock show',
    'connection list',
    'connection set',
    'connection test',
    'console open',
    'contract end',
    'contract export',
    'contract hand-back',
    'contract put',
    'contract show',
    'debtor list',
    'debtor mark',
    'debtor person',
    'debtor show',
    'debtor unmark',
    'delivery list',
    'delivery resolve',
    'delivery retry',
    'delivery show',
    'doctor',
    'funds attribute',
    'funds check',
    'funds trial-balance',
    'law confirm',
    'law fees',
    'law interest',
    'law limitation',
    'law regime',
    'law rules',
    'migrate',
    'partner create',
    'partner list',
    'payment allocate',
    'payment cancel-return',
    'payment decide',
    'payment dismiss',
    'payment end-return',
    'payment list',
    'payment move',
    'payment record-direct',
    'payment return',
    'payment returns',
    'payment reverse',
    'payment unallocate',
    'payment unallocated',
    'personal-data erase',
    'policy put',
    'policy show',
    'session end',
    'session list',
    'settlement list',
    'settlement mark-paid',
    'settlement mark-refused',
    'settlement pay-again',
    'settlement run',
    'simulators',
    'start',
    'sync drop',
    'sync retry',
    'sync status',
    'task done',
    'task list',
    'task show',
    'task snooze',
    'task take',
    'token issue',
    'token list',
    'token revoke',
    'user disable',
    'user enable',
    'user grant',
    'user invite',
    'user link',
    'user list',
    'user revoke',
    'webhook create',
    'webhook list',
    'webhook listen',
    'webhook pause',
    'webhook replay',
    'webhook resend',
    'webhook resume',
    'webhook rotate',
    'webhook show',
    'webhook sources',
    'webhook test',
  ])
})

for (const words of COMMANDS) {
  test(`${words.join(' ')} --help says what it takes, with an example`, () => {
    const help = helpOf(words)
    assert.match(help, /--json/)
    assert.match(help, new RegExp(`Example:\n  npx saatava ${words.join(' ')}`))
  })
}

test('--help of a command is printed by the program itself', async () => {
  const { code, stdout } = await runCli(['agency', 'account', 'add', '--help'], env)
  assert.equal(code, 0)
  assert.equal(stdout, helpOf(['agency', 'account', 'add']))
})

/** The help of one command, as it is printed. */
function helpOf(words: readonly string[]): string {
  let printed = ''
  const command = words.reduce<Command>((above, word) => {
    const found = above.commands.find((one) => one.name() === word)
    assert.ok(found, words.join(' '))
    return found
  }, createProgram())
  command.configureOutput({ writeOut: (text) => (printed += text) }).outputHelp()
  return printed
}

/** The words of every command that does something, at whatever depth it is. */
function wordsOf(command: Command): string[][] {
  return command.commands.flatMap((one) => {
    const isCommand = one.commands.length === 0 || one.options.some(({ long }) => long === '--json')
    return [...(isCommand ? [[one.name()]] : []), ...wordsOf(one).map((words) => [one.name(), ...words])]
  })
}

const WRONG: [string, RegExp][] = [
  ['', /Usage: saatava/],
  ['partner', /Usage: saatava partner/],
  ['partnr list', /unknown command 'partnr'\n\(Did you mean partner\?\)/],
  ['partner creat --code X', /Did you mean create/],
  ['partner list --jsn', /unknown option '--jsn'/],
  ['partner create --code ABC', /required option '--name <name>'/],
  ['token issue', /required option '--partner <code>'/],
  ['token issue --partner A --client zero', /'zero' is invalid. It takes a client’s number, such as 100001/],
  ['token issue --partner A --expires 2026-02-30', /It takes a date such as 2027-12-31, or never/],
  ['token revoke', /missing required argument 'id'/],
  ['token revoke 17', /It takes the id that "saatava token list" shows/],
  ['token list --limit 0', /a whole number from 1 to 10000/],
  ['connection set --client 1 --company 2', /required option '--system <name>'/],
  ['sync retry --client 1', /--kind and --identifier for one document, or --all-failed/],
  ['sync retry --client 1 --kind bill --identifier 1', /Allowed choices are ledger, payment, invoice/],
  ['sync retry --client 1 --kind ledger --identifier 1 --all-failed', /cannot be used with/],
  ['simulators --port 99999', /a port from 0 to 65535/],
]

for (const [line, says] of WRONG) {
  test(`"saatava ${line}" is wrong usage: exit code 2`, async () => {
    await fails(2, says, line.split(' ').filter(Boolean), env)
  })
}
