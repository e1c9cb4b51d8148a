/**
 * `npm run bench`: what the service does per second, each beside what the machine allows, in one run.
 * (a) durable POST /accounting/ledger at 32 connections, beside pgbench's single-row inserts and a bare Fastify route;
 * (b) documents synced end to end into the simulator of each accounting system, beside the bare rate of its connector;
 * (c) p99 of GET status with a million documents;
 * (d) invoices accepted, evaluated, rendered and handed to each channel, and the API's p99 meanwhile; (e) p99 of the
 * distribution's pages with ten million invoices; (f) steps of a million cases;
 * (g) a settlement run; (h) the trial balance of a day; (i) pages of all lists with a million rows (`--list-rows` of them); (j) suggestions
 * for a payment among as many cases; (k) the delay of webhooks with and without dead receivers.
 */
import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { casesBench } from './cases.ts'
import { distributionBench } from './distribution.ts'
import { fundsBench } from './funds.ts'
import { intakeBench } from './intake.ts'
import { invoicesBench } from './invoices.ts'
import { LIST_ROWS_DEFAULT, listsBench } from './lists.ts'
import { settlementsBench } from './settlements.ts'
import { statusBench } from './status.ts'
import { suggestionsBench } from './suggestions.ts'
import { startBenchDatabase } from './support.ts'
import { syncBench } from './sync.ts'
import { webhooksBench } from './webhooks.ts'

const { values: options, positionals: wanted } = parseArgs({
  options: { 'list-rows': { type: 'string', default: String(LIST_ROWS_DEFAULT) } },
  allowPositionals: true,
})
const run = (name: string) => wanted.length === 0 || wanted.includes(name)

console.log(`${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`)
const server = await startBenchDatabase()
try {
  if (run('intake')) await intakeBench(server)
  if (run('sync')) await syncBench(server)
  if (run('status')) await statusBench(server)
  if (run('invoices')) await invoicesBench(server)
  if (run('distribution')) await distributionBench(server)
  if (run('cases')) await casesBench(server)
  if (run('settlements')) await settlementsBench(server)
  if (run('funds')) await fundsBench(server)
  if (run('lists')) await listsBench(server, Number(options['list-rows']))
  if (run('suggestions')) await suggestionsBench(server, Number(options['list-rows']))
  if (run('webhooks')) await webhooksBench(server)
} finally {
  await server.stop()
}
