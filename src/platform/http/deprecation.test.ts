import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { docsServer } from '../../../test/support/docs/app.ts'
import { openApiDocument } from '../../docs/openapi/document.ts'
import { route } from './route.ts'

const LINK = '</docs/api-changelog>; rel="deprecation"; type="text/html"'

test('a deprecated operation says so in the description and in each answer, errors too', async () => {
  const { app, close } = await docsServer()
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/old/:number',
    operationId: 'getOld',
    permission: 'invoice.read',
    tag: 'Invoices',
    summary: 'An old operation',
    deprecated: { since: '2026-12-01', sunset: '2027-12-01', link: '/docs/api-changelog' },
    params: Type.Object({ number: Type.Integer() }),
    responses: { 200: { description: 'It' } },
    handler: () => Promise.resolve({ headers: { link: '</next>; rel="next"' } }),
  })
  const { headers, statusCode } = await app.inject('/api/v1/partner/old/1')
  assert.equal(statusCode, 401)
  assert.equal(headers['deprecation'], '@1796083200')
  assert.equal(headers['sunset'], 'Wed, 01 Dec 2027 00:00:00 GMT')
  assert.equal(headers['link'], LINK)
  const document = openApiDocument(app.routeSpecs, '0') as {
    paths: Record<
      string,
      Record<string, { deprecated?: boolean; description?: string; responses: Record<string, { headers: object }> }>
    >
  }
  const operation = document.paths['/api/v1/partner/old/{number}']?.['get']
  assert.equal(operation?.deprecated, true)
  assert.match(operation.description ?? '', /deprecated since 2026-12-01.*2027-12-01.*\/docs\/api-changelog/)
  for (const [status, { headers }] of Object.entries(operation.responses))
    assert.ok('Deprecation' in headers && 'Sunset' in headers, status)
  await close()
})
