/**
 * Prints the OpenAPI description, without a running service: npm run --silent openapi > openapi.json. With --fingerprint it
 * prints what a release writes into docs/guides/api-changelog.md.
 */
import { openApiText } from '../test/support/docs/app.ts'
import { fingerprintOf } from '../test/support/docs/fingerprint.ts'

const document = JSON.parse(await openApiText()) as object
const isShort = process.argv.includes('--fingerprint')
process.stdout.write(`${isShort ? fingerprintOf(document) : JSON.stringify(document, undefined, 2)}\n`)
