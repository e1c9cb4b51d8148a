/** Writes the collection for Bruno into a folder: npm run bruno -- FOLDER [ORIGIN]. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brunoCollection } from '../src/docs/bruno/collection.ts'
import type { Document } from '../src/docs/reference/document.ts'
import { openApiText } from '../test/support/docs/app.ts'

const [folder, origin = 'http://127.0.0.1:8080'] = process.argv.slice(2)
if (folder === undefined) throw new Error('npm run bruno -- FOLDER [ORIGIN]')
const files = brunoCollection(JSON.parse(await openApiText()) as Document, origin)
for (const [path, text] of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
