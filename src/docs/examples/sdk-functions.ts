/**
 * The functions of saatava-client, by operation. They are read from the sources of the package, where each function names its
 * operation: so every operation has one, and none is listed twice.
 */
import { readFileSync, readdirSync } from 'node:fs'
import type { Request } from './request.ts'

export interface SdkFunction {
  /** With its area: invoices.submit */
  function: string
  kind: 'call' | 'list' | 'file'
  /** The parts of the path and the query. */
  input: Record<string, string | number | boolean>
}

interface Declared extends Pick<SdkFunction, 'function' | 'kind'> {
  method: string
  path: RegExp
  /** Names of the parts of the path. */
  parts: string[]
}

const AREAS = new URL('../../../packages/client/src/areas/', import.meta.url)
const DECLARATION = /^export function (\w+)\([\s\S]*?^\s*return (call|listOf|file)\(client, '(\w+) ([^']+)'/gm
const KINDS: Record<string, SdkFunction['kind']> = { call: 'call', listOf: 'list', file: 'file' }

/** Parameters whose values are numbers. */
const NUMBERS = new Set(['number', 'invoiceNumber', 'caseId', 'limit', 'clientIdentifier', 'settlementId'])

let declared: Declared[] | undefined

/** Returns undefined where the package has no function: the simulators. @throws Error where an operation has none */
export function sdkFunctionOf({ method, path }: Pick<Request, 'method' | 'path'>): SdkFunction | undefined {
  const [address = '', query = ''] = path.split('?')
  if (!address.startsWith('/api/')) return undefined
  const short = address.replace('/api/v1/partner', '').replace('/api/v2/partner', '/v2')
  declared ??= readFunctions()
  const found = declared.find((one) => one.method === method && one.path.test(short))
  if (found === undefined) throw new Error(`no function for ${method} ${short}`)
  const values = (found.path.exec(short) ?? []).slice(1)
  const parameters = [
    ...found.parts.map((name, i): [string, string] => [name, decodeURIComponent(values[i] ?? '')]),
    ...new URLSearchParams(query),
  ]
  return {
    ...{ function: found.function, kind: found.kind },
    input: Object.fromEntries(parameters.map(([name, value]) => [name, valueOf(name, value)])),
  }
}

/** Functions with few parts come first: /invoice/case is no invoice of the number "case". */
function readFunctions(): Declared[] {
  return readdirSync(AREAS)
    .flatMap((file) => {
      const source = readFileSync(new URL(file, AREAS), 'utf8')
      return [...source.matchAll(DECLARATION)].map(([, name = '', kind = '', method = '', path = '']): Declared => {
        const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, part = '']) => part)
        const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`)
        const area = file.replace(/\.ts$/, '')
        return { function: `${area}.${name}`, kind: KINDS[kind] ?? 'call', method, path: pattern, parts }
      })
    })
    .toSorted((a, b) => a.parts.length - b.parts.length)
}

function valueOf(name: string, value: string): string | number | boolean {
  if (value === 'true' || value === 'false') return value === 'true'
  return NUMBERS.has(name) ? Number(value) : value
}
