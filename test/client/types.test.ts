/** saatava-client has the types of the API as it is described now. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type OpenApi, printTypes } from '../../scripts/client/print-types.ts'
import { openApiText } from '../support/docs/app.ts'

test('the types of the client are those of the API description', async () => {
  const printed = printTypes(JSON.parse(await openApiText()) as OpenApi)
  const stored = readFileSync(new URL('../../packages/client/generated/api.ts', import.meta.url), 'utf8')
  assert.ok(printed === stored, 'packages/client/generated/api.ts is out of date: run npm run client-types')
})
