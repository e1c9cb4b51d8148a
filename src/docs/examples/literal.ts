/** Prints JSON as a literal of a language: on one line where it fits, else a line for each member. */
import { TODAY } from './request.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

export interface LiteralStyle {
  name(name: string): string
  text(text: string): string
  constants: { true: string; false: string; null: string }
  /** Around the members of an object on one line. */
  space: string
  /** An expression of the day of today. */
  today: string
  indent: number
}

const WIDTH = 100

/** @param column the indentation of the line that it begins on */
export function literal(json: string, style: LiteralStyle, column = 0): string {
  return printed(JSON.parse(json) as Json, style, column)
}

function printed(value: Json, style: LiteralStyle, column: number): string {
  if (value === TODAY) return style.today
  if (typeof value === 'string') return style.text(value)
  if (typeof value === 'number') return String(value)
  if (value === null || typeof value === 'boolean') return style.constants[`${value}`]
  const [open, close, space] = Array.isArray(value) ? ['[', ']', ''] : ['{', '}', style.space]
  const inner = column + style.indent
  const members = Array.isArray(value)
    ? value.map((one) => printed(one, style, inner))
    : Object.entries(value).map(([name, one]) => `${style.name(name)}: ${printed(one, style, inner)}`)
  if (members.length === 0) return open + close
  const line = `${open}${space}${members.join(', ')}${space}${close}`
  if (column + line.length <= WIDTH && !line.includes('\n')) return line
  const begin = ' '.repeat(inner)
  return `${open}\n${members.map((member) => `${begin}${member},\n`).join('')}${' '.repeat(column)}${close}`
}
