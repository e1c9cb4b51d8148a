/** Reads the environment by the schema of settings, and says in one sentence what is wrong with a setting. */
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { About } from './setting.ts'
import { Settings } from './settings.ts'

export type Env = Record<string, string | undefined>
type SettingSchema = TSchema &
  About & { type?: string; enum?: string[]; minimum?: number; maximum?: number; form?: string }

/** The schemas by name. setting.ts gives each of them its annotations, which the type of a TypeBox schema does not show. */
export const SETTING_SCHEMAS: ReadonlyMap<string, SettingSchema> = new Map(
  Object.entries(Settings.properties as unknown as Record<string, SettingSchema>),
)

export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** @throws ConfigError that names the setting, what it held, unless it is secret, and what would be right */
export function readSettings(env: Env): Settings {
  const environment = givenText(env, 'SAATAVA_ENV') ?? SETTING_SCHEMAS.get('SAATAVA_ENV')?.default
  const settings: Record<string, unknown> = {}
  for (const [name, schema] of SETTING_SCHEMAS) {
    const written = givenText(env, name)
    const value = written === undefined ? defaultIn(schema, environment) : valueOf(schema, written)
    if (value !== undefined) settings[name] = value
  }
  if (Value.Check(Settings, settings)) return settings
  throw new ConfigError(Value.Errors(Settings, settings).map(sentence)[0] ?? 'The settings cannot be read.')

  function sentence({ instancePath, keyword, message }: { instancePath: string; keyword: string; message: string }) {
    const name = instancePath.slice(1)
    return keyword === '~refine' ? `${name} ${message}.` : `${name} is "${env[name]?.trim()}"; it takes ${takes(name)}.`
  }
}

/** Undefined where the environment holds nothing but spaces. */
export function givenText(env: Env, name: string): string | undefined {
  const value = env[name]?.trim()
  return value === '' ? undefined : value
}

function defaultIn(schema: SettingSchema, environment: unknown): string | number | undefined {
  if (environment === 'sandbox') return schema.inSandbox ?? schema.default
  if (environment === 'production') return schema.inProduction ?? schema.default
  return schema.default
}

function valueOf(schema: SettingSchema, written: string): string | number {
  return schema.type === 'integer' && /^\d+$/.test(written) ? Number(written) : written
}

function takes(name: string): string {
  const { enum: values, minimum, maximum } = SETTING_SCHEMAS.get(name) ?? {}
  return values === undefined ? `a whole number from ${minimum} to ${maximum}` : `one of: ${values.join(', ')}`
}
