/** Invoices that looked right and became wrong e-invoices, or should have been refused: each as its source says. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type TestService, testService } from '../support/service.ts'

const FOLDER = fileURLToPath(new URL('../../../shared/data/einvoice-cases/', import.meta.url))
const absent = existsSync(FOLDER) ? false : 'the cases do not lie beside this checkout (../shared/data/einvoice-cases)'

let api: TestService
before(async () => {
  if (absent === false) api = await testService({ distributionPollMs: 200 })
})
after(() => api?.stop())

test('every case of the e-invoice collection comes out right', { skip: absent }, async () => {
  const { partnerCode, provisioningToken } = await api.createPartner()
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`${FOLDER}run-einvoice-cases.mjs`, FOLDER, api.origin, provisioningToken],
    { env: { ...process.env, PARTNER_CODE: partnerCode } },
  )
  const [, right, all] = /(\d+) of (\d+) right/.exec(stdout) ?? []
  assert.ok(Number(all) > 0, stdout)
  assert.equal(right, all, stdout)
})
