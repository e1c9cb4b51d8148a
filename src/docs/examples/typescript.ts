/** Prints a request as TypeScript with the package saatava-client. */
import { GUIDE_ORIGIN } from '../own-words.ts'
import { type LiteralStyle, literal } from './literal.ts'
import type { Request, Token } from './request.ts'
import { type SdkFunction, sdkFunctionOf } from './sdk-functions.ts'

const NAMES: Record<Token, string> = { TOKEN: 'client', PROVISIONING_TOKEN: 'partner' }
const PACKAGE = 'saatava-client'

const STYLE: LiteralStyle = {
  name: (name) => (/^[a-z_]\w*$/i.test(name) ? name : quoted(name)),
  text: quoted,
  constants: { true: 'true', false: 'false', null: 'null' },
  space: ' ',
  today: 'new Date().toISOString().slice(0, 10)',
  indent: 2,
}

export function typescriptSession(tokens: readonly [Token, string][], requests: readonly Request[]): string {
  const areas = requests.flatMap((request) => sdkFunctionOf(request)?.function.split('.')[0] ?? [])
  const names = [...new Set([...areas, 'createClient'])].toSorted()
  const files = requests.some(({ savesTo }) => savesTo !== undefined)
  const clients = tokens.map(
    ([token, value]) => `const ${NAMES[token]} = createClient({ token: '${value}', baseUrl: '${GUIDE_ORIGIN}' })`,
  )
  return [
    ...(files ? [`import { writeFile } from 'node:fs/promises'`] : []),
    `import { ${names.join(', ')} } from '${PACKAGE}'`,
    '',
    ...clients,
  ].join('\n')
}

export function typescriptRequest(request: Request): string {
  const found = sdkFunctionOf(request)
  return found === undefined ? withFetch(request) : withPackage(request, found)
}

/** The input of a function: the parts of the path and the query, and the body, in one object. */
function inputOf(input: SdkFunction['input'], body: string | undefined): string[] {
  if (body === undefined) return Object.keys(input).length === 0 ? [] : [object(input)]
  if (Object.keys(input).length === 0) return [literal(body, STYLE)]
  return [literal(JSON.stringify({ ...input, ...(JSON.parse(body) as object) }), STYLE)]
}

function withPackage(
  { headers, body, token, savesTo, sets }: Request,
  { function: name, kind, input }: SdkFunction,
): string {
  const options = headers.length === 0 ? [] : [`{ headers: ${object(Object.fromEntries(headers))} }`]
  const parts = inputOf(input, body)
  const given = parts.length === 0 && options.length > 0 ? ['{}'] : parts
  const call = `${name}(${[NAMES[token ?? 'TOKEN'], ...given, ...options].join(', ')})`
  if (savesTo !== undefined) {
    const variable = savesTo.split('.').at(-1) ?? 'file'
    const answer = kind === 'list' ? `${call}.first().raw()` : call
    return `const ${variable} = await ${answer}
await writeFile('${savesTo}', new Uint8Array(await ${variable}.arrayBuffer()))`
  }
  if (kind === 'list') return `for await (const item of ${call}) console.log(item)`
  if (sets === undefined) return `console.log(await ${call})`
  return `const created = await ${call}
console.log(created)
const ${NAMES[sets.token]} = createClient({ token: created.${sets.field}, baseUrl: '${GUIDE_ORIGIN}' })`
}

/** The simulators are no part of the API, so the package does not know them. */
function withFetch({ method, path, body }: Request): string {
  const address = quoted(`${GUIDE_ORIGIN}${path}`)
  const options =
    body === undefined
      ? ''
      : `, {\n  method: '${method}',\n  headers: { 'content-type': 'application/json' },\n  body: JSON.stringify(${literal(body, STYLE, 2)}),\n}`
  return `console.log(await (await fetch(${address}${options})).text())`
}

function object(members: Record<string, string | number | boolean>): string {
  return literal(JSON.stringify(members), STYLE)
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}
