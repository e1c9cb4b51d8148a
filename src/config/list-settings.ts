/** The settings as people read them: in the guide to operating, and in the help of the command line. */
import { SETTING_SCHEMAS } from './read-settings.ts'

export interface ListedSetting {
  name: string
  /** `on` or `off`; a whole number from 1 to 600, in seconds. */
  takes: string
  default: string
  meaning: string
}

export const LISTED_SETTINGS: readonly ListedSetting[] = Array.from(SETTING_SCHEMAS, ([name, schema]) => ({
  name,
  takes: takesOf(schema),
  default: defaultOf(schema),
  meaning: schema.description,
}))

type Schema = ReturnType<(typeof SETTING_SCHEMAS)['get']> & object

function takesOf({ enum: values, minimum, maximum, unit, form, secret }: Schema): string {
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(', ')
  if (minimum !== undefined) return `${minimum} to ${maximum}${unit === undefined ? '' : ` ${unit}`}`
  return `${form ?? 'text'}${secret === true ? ', secret' : ''}`
}

function defaultOf({ default: value, inSandbox, inProduction, defaultWords }: Schema): string {
  if (defaultWords !== undefined) return defaultWords
  const special = inSandbox === undefined ? inProduction : inSandbox
  if (special === undefined) return value === undefined ? '' : String(value)
  const where = `${special} in ${inSandbox === undefined ? 'production' : 'a sandbox'}`
  return value === undefined ? where : `${where}, else ${value}`
}
