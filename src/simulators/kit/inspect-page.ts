/** A simulator shows what it holds to a person with a browser: lists as tables, facts by name. Programs read JSON. */
import { escapeXml } from '@saatava/core/xml.ts'
import { plainPage } from '../../look/plain-page.ts'

/** Rows of a list that are shown; programs read all. */
const ROWS_MAX = 500
const DEPTH_MAX = 6

export function inspectPage(name: string, held: unknown): string {
  return plainPage(
    `Simulator ${name}`,
    `<p>What it holds. <a href="?as=json">As JSON</a></p>\n${shown(JSON.parse(JSON.stringify(held ?? null)), 0)}`,
  )
}

function shown(value: unknown, depth: number): string {
  if (Array.isArray(value)) return list(value, depth)
  if (value !== null && typeof value === 'object') return facts(value as Record<string, unknown>, depth)
  if (value === null || value === '') return '–'
  return escaped(typeof value === 'string' ? value : JSON.stringify(value))
}

function facts(value: Record<string, unknown>, depth: number): string {
  const entries = Object.entries(value)
  if (entries.length === 0) return '–'
  if (depth >= DEPTH_MAX) return `<code>${escaped(JSON.stringify(value))}</code>`
  return `<div class="table"><table>${entries
    .map(([name, one]) => `<tr><th scope="row">${escaped(name)}</th><td>${shown(one, depth + 1)}</td></tr>`)
    .join('')}</table></div>`
}

function list(values: readonly unknown[], depth: number): string {
  if (values.length === 0) return 'none'
  const rows = values.slice(0, ROWS_MAX)
  const left = values.length - rows.length
  const more = left > 0 ? `<p>${left} more are in the JSON.</p>` : ''
  if (depth >= DEPTH_MAX) return `<code>${escaped(JSON.stringify(rows))}</code>${more}`
  if (!rows.every((row) => row !== null && typeof row === 'object' && !Array.isArray(row)))
    return `<ul>${rows.map((row) => `<li>${shown(row, depth + 1)}</li>`).join('')}</ul>${more}`
  const objects = rows as Record<string, unknown>[]
  const columns = [...new Set(objects.flatMap((row) => Object.keys(row)))]
  const head = columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')
  const body = objects.map((row) => `<tr>${columns.map((name) => cell(row[name], depth)).join('')}</tr>`).join('')
  return `<div class="table"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${more}`
}

function cell(value: unknown, depth: number): string {
  return `<td${typeof value === 'number' ? ' class="number"' : ''}>${value === undefined ? '' : shown(value, depth + 1)}</td>`
}

function escaped(text: string): string {
  return escapeXml(text, 'double')
}
