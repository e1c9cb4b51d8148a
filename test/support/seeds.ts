/** The published pages, where they lie beside the checkout: the examples in them, byte for byte. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../../shared/seeds/', import.meta.url))

/** Why the tests of the published pages cannot run here, or false where they can. */
export const seedsAbsent: string | false = existsSync(FOLDER)
  ? false
  : 'the published pages do not lie beside this checkout (../shared/seeds)'

export interface Seed {
  file: string
  method: string
  path: string
  /** The example request, as it stands on the page. */
  request: string
  /** The example answer of 200, as it stands on the page. */
  answer: string
}

/** Every page that describes an endpoint with an example. */
export function readSeeds(): Seed[] {
  if (seedsAbsent) return []
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.txt'))
    .flatMap((file): Seed[] => {
      const page = readFileSync(join(FOLDER, file), 'utf8')
      const [, method, path] = /^(GET|POST|PUT)\r?\nhttps:\/\/[^/\s]+(\S+)/m.exec(page) ?? []
      if (method === undefined || path === undefined) return []
      const [asked = '', answered = ''] = page.split(/^Responses\s*$/m)
      return [{ file, method, path, request: jsonIn(asked), answer: jsonIn(answered) }]
    })
}

/** From the first line that opens a JSON object to the brace that closes it; braces inside texts do not count. */
function jsonIn(text: string): string {
  const start = text.search(/^\{/m)
  let depth = 0
  let quoted = false
  for (let i = start; start >= 0 && i < text.length; i++) {
    const char = text[i]
    if (quoted && char === '\\') i++
    else if (char === '"') quoted = !quoted
    else if (!quoted && char === '{') depth++
    else if (!quoted && char === '}' && --depth === 0) return text.slice(start, i + 1)
  }
  return ''
}
