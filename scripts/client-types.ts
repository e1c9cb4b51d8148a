/**
 * Prints the types of saatava-client from the OpenAPI document: one type for each schema, and one entry for each operation
 * of the partner API. A test compares the file with the document.
 *
 *   npm run client-types     writes packages/client/generated/api.ts
 */
import { writeFileSync } from 'node:fs'
import { openApiText } from '../test/support/docs/app.ts'
import { type OpenApi, printTypes } from './client/print-types.ts'

const types = printTypes(JSON.parse(await openApiText()) as OpenApi)
writeFileSync(new URL('../packages/client/generated/api.ts', import.meta.url), types)
