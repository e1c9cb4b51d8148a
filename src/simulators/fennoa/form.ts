/** The form data of a request, urlencoded or multipart. */
import type { Call } from './guard.ts'

export interface Form {
  raw: string
  fields: Map<string, string>
  /** Fields of rows, by the row's number: row[1][account] is account of "1". */
  rows: Map<string, Map<string, string>>
}

export async function formOf({ body, headers }: Pick<Call, 'body' | 'headers'>): Promise<Form> {
  const raw = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  const type = headers['content-type'] ?? ''
  const pairs = type.startsWith('multipart/form-data') ? await multipart(raw, type) : new URLSearchParams(raw)
  const fields = new Map<string, string>()
  const rows = new Map<string, Map<string, string>>()
  for (const [name, value] of pairs) {
    const [, number, field] = /^row\[(\d{1,6})\]\[(\w{1,40})\]$/.exec(name) ?? []
    if (number === undefined || field === undefined) fields.set(name, value)
    else rows.set(number, (rows.get(number) ?? new Map<string, string>()).set(field, value))
  }
  return { raw, fields, rows }
}

async function multipart(raw: string, type: string): Promise<[string, string][]> {
  const form = await new Response(raw, { headers: { 'content-type': type } }).formData()
  return [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []))
}
