/** Compares the columns that a statement returns with the row type that its call declares. */
import type { Column } from './describe.ts'
import { fits, kindOfColumn } from './shapes.ts'
import type { Statement } from './statements.ts'

/**
 * Each fault in words.
 * @param neverNull the names of columns that are never null although their table allows it
 */
export function faultsOf(
  { columns: declared, isRead }: Pick<Statement, 'columns' | 'isRead'>,
  columns: readonly Column[],
  neverNull: (name: string) => boolean,
): string[] {
  if (declared === undefined)
    return isRead && columns.length > 0
      ? [`returns ${columns.map(({ name }) => name).join(', ')} and declares no type`]
      : []
  const names = new Set(columns.map(({ name }) => name))
  const missing = [...declared.keys()].filter((name) => !names.has(name))
  return [
    ...(missing.length > 0 ? [`does not return ${missing.join(', ')}`] : []),
    ...columns.flatMap(({ name, type, nullable }) => {
      const shape = declared.get(name)
      if (shape === undefined) return [`returns ${name}, which is not declared`]
      const kind = kindOfColumn(type)
      if (!fits(kind, shape)) return [`returns ${name} as ${kind}, and declares ${[...shape.kinds].join(' | ')}`]
      if (!nullable || shape.nullable || shape.kinds.has('any') || neverNull(name)) return []
      return [`returns ${name}, which may be null`]
    }),
  ]
}
