/** How every tool is declared: its name, the permission that its user needs, its input, and one call of a verb. */
import { type Static, type TSchema, Type } from 'typebox'
import type { Permission } from '../permissions/permissions.ts'
import type { Call } from './call.ts'

interface ToolSpec<I extends TSchema> {
  name: string
  title: string
  /** For the program that chooses among tools. */
  description: string
  /** The user needs it; a tool that may do several things asks its input. Undefined: every token may call the tool. */
  permission: Permission | ((input: Static<I>) => Permission) | undefined
  input: I
  /** False: it changes something. */
  isReadOnly: boolean
  run(call: Call, input: Static<I>): Promise<object> | object
}

export interface Tool extends Omit<ToolSpec<TSchema>, 'run' | 'permission'> {
  permissionFor(input: unknown): Permission | undefined
  run(call: Call, input: unknown): Promise<object>
}

export function tool<I extends TSchema>({ permission, run, ...spec }: ToolSpec<I>): Tool {
  return {
    ...spec,
    permissionFor: (input) => (typeof permission === 'function' ? permission(input as Static<I>) : permission),
    run: async (call, input) => run(call, input as Static<I>),
  }
}

const CLIENT_MAX = 999_999_999_999_999

export function clientIdentifier() {
  return Type.Integer({ minimum: 1, maximum: CLIENT_MAX, description: 'number of the client (creditor)' })
}

/** Rows of one answer. */
export function limit(most: number, usual: number) {
  return Type.Optional(Type.Integer({ minimum: 1, maximum: most, description: `default ${usual}` }))
}
