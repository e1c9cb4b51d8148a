/** One compiled validator per schema, and ajv's errors turned into faults that a person can act on. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { Fault } from '../errors.ts'
import { NUMBER_FORMATS, TEXT_FORMATS } from './formats.ts'

const FAULTS_MAX = 200
/** Errors that are searched for the 200 that are reported. */
const ERRORS_MAX = 5_000
const RECEIVED_TEXT_MAX = 120

const shared = { allErrors: true, verbose: true, strict: false, removeAdditional: false, useDefaults: true } as const
const bodyAjv = withFormats(new Ajv({ ...shared, coerceTypes: false }))
// A query string is text by nature: numbers and booleans in it are read as such.
const queryAjv = withFormats(new Ajv({ ...shared, coerceTypes: true }))

/** Returns what is wrong with a value; nothing where it is valid. Defaults of the schema are filled in. */
export type Validator = (value: unknown) => ErrorObject[]

export function validatorOfBody(schema: object): Validator {
  return validatorOf(bodyAjv, schema)
}

export function validatorOfQuery(schema: object): Validator {
  return validatorOf(queryAjv, schema)
}

/** Compiled when it is first needed: a process is asked for few of the routes, and a command for none. */
function validatorOf(ajv: Ajv, schema: object): Validator {
  let validate: ValidateFunction | undefined
  return (value) => {
    validate ??= ajv.compile(schema)
    return validate(value) ? [] : (validate.errors ?? [])
  }
}

function withFormats(ajv: Ajv): Ajv {
  for (const [name, { test }] of Object.entries(TEXT_FORMATS)) ajv.addFormat(name, { type: 'string', validate: test })
  for (const [name, { test }] of Object.entries(NUMBER_FORMATS)) ajv.addFormat(name, { type: 'number', validate: test })
  return ajv
}

/** The place of a value: the body, the query ("?limit") or the path ("{number}"). */
export type Place = '' | '?' | '{'

export function faultsOf(errors: ErrorObject[], prefix: Place = ''): Fault[] {
  const faults = bestBranches(errors.slice(0, ERRORS_MAX)).map((error) => faultOf(error, prefix))
  const seen = new Set<string>()
  return faults
    .filter(({ pointer, code }) => !seen.has(`${pointer} ${code}`) && seen.add(`${pointer} ${code}`))
    .slice(0, FAULTS_MAX)
}

// For "an object or an array of them" ajv lists the faults of both readings. The reader wants those of the one that was
// meant: the branch that does not already fail by the type of the value itself.
function bestBranches(errors: ErrorObject[]): ErrorObject[] {
  let kept = errors.filter((error) => error.keyword !== 'if')
  for (const choice of errors.filter((error) => error.keyword === 'anyOf')) {
    const branchOf = (error: ErrorObject) => {
      if (!error.schemaPath.startsWith(`${choice.schemaPath}/`)) return undefined
      return error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0]
    }
    const inside = kept.filter((error) => branchOf(error) !== undefined)
    const wrongType = new Set(
      inside.filter((e) => e.keyword === 'type' && e.instancePath === choice.instancePath).map(branchOf),
    )
    const meant = inside.filter((error) => !wrongType.has(branchOf(error)))
    const others = kept.filter((error) => branchOf(error) === undefined && error !== choice)
    kept = meant.length > 0 ? [...others, ...meant] : [...others, choice]
  }
  return kept
}

function placed(pointer: string, prefix: Place): string {
  const name = pointer.replace(/^\//, '')
  return prefix === '' ? pointer : prefix === '?' ? `?${name}` : `{${name}}`
}

interface Params {
  missingProperty?: string
  format?: string
  allowedValues?: string[]
  limit?: number
  comparison?: string
  pattern?: string
}

function faultOf(error: ErrorObject, prefix: Place): Fault {
  const at = error.instancePath
  const pointer = (tail = '') => placed(at + tail, prefix)
  const received = shortened(error.data)
  const params = error.params as Params
  switch (error.keyword) {
    case 'required':
      return {
        pointer: pointer(`/${escaped(String(params.missingProperty))}`),
        code: 'REQUIRED',
        message: 'is missing (null and "" count as not given)',
      }
    case 'format':
      return { pointer: pointer(), code: formatCode(error), message: formatText(String(params.format)), received }
    case 'enum':
      return {
        pointer: pointer(),
        code: 'NOT_ALLOWED',
        message: `must be one of: ${(params.allowedValues ?? []).join(', ')}`,
        received,
      }
    case 'type':
    case 'anyOf':
      return { pointer: pointer(), code: 'WRONG_TYPE', message: `must be ${typesOf(error)}`, received }
    case 'maxLength':
      return {
        pointer: pointer(),
        code: 'TOO_LONG',
        message: `must be at most ${params.limit} characters, has ${Array.from(String(error.data)).length}`,
        received,
      }
    case 'minLength':
      return {
        pointer: pointer(),
        code: 'TOO_SHORT',
        message: `must be at least ${params.limit} characters`,
        received,
      }
    case 'maxItems':
    case 'minItems':
      return {
        pointer: pointer(),
        code: error.keyword === 'maxItems' ? 'TOO_MANY' : 'TOO_FEW',
        message: `must have ${error.keyword === 'maxItems' ? 'at most' : 'at least'} ${params.limit} items, has ${(error.data as unknown[]).length}`,
      }
    case 'minimum':
    case 'maximum':
      return {
        pointer: pointer(),
        code: 'OUT_OF_RANGE',
        message: `must be ${params.comparison} ${params.limit}`,
        received,
      }
    case 'pattern': {
      const hint = (error.parentSchema as { description?: string }).description
      return {
        pointer: pointer(),
        code: 'WRONG_FORM',
        message: hint ? `must be: ${hint}` : `must match ${params.pattern}`,
        received,
      }
    }
    default:
      return { pointer: pointer(), code: 'INVALID', message: error.message ?? 'is not valid', received }
  }
}

function formatCode(error: ErrorObject): string {
  const format = String(error.params['format'])
  if (format !== 'money') return `INVALID_${format.toUpperCase().replace('-', '_')}`
  return Math.abs(error.data as number) >= 1e12 ? 'AMOUNT_TOO_LARGE' : 'TOO_MANY_DECIMALS'
}

function formatText(format: string): string {
  return (TEXT_FORMATS[format] ?? NUMBER_FORMATS[format])?.says ?? `must be of the form ${format}`
}

const TYPE_WORDS: Record<string, string> = {
  object: 'an object',
  array: 'an array',
  string: 'a text in quotation marks',
  number: 'a number, without quotation marks',
  integer: 'a whole number, without quotation marks',
  boolean: 'true or false, without quotation marks',
  null: 'null',
}

function typesOf(error: ErrorObject): string {
  const types: string[] =
    error.keyword === 'type'
      ? [error.params['type']].flat()
      : (error.schema as { type?: string | string[] }[]).flatMap((branch) => branch.type ?? [])
  const words = [...new Set(types)].map((type) => (types.length > 1 ? type : (TYPE_WORDS[type] ?? type)))
  return words.join(' or ') || 'a value of another type'
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The received value, short enough to show: long texts are cut, objects and arrays are named only by their kind. */
function shortened(data: unknown): unknown {
  if (typeof data === 'string') return data.length > RECEIVED_TEXT_MAX ? `${data.slice(0, RECEIVED_TEXT_MAX)}…` : data
  if (Array.isArray(data)) return `an array of ${data.length}`
  if (typeof data === 'object' && data !== null) return 'an object'
  return data
}
