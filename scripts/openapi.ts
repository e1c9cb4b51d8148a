/** Prints the OpenAPI description, without a running service: npm run --silent openapi > openapi.json. */
import { openApiText } from '../test/support/docs/app.ts'

process.stdout.write(`${JSON.stringify(JSON.parse(await openApiText()), undefined, 2)}\n`)
