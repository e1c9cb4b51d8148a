import { nearestName } from '@saatava/core/nearest-name.ts'
import { SETTING_SCHEMAS } from './read-settings.ts'

/** Names of one word (PORT, HOST) resemble too many variables of other programs. */
const NAMES = [...SETTING_SCHEMAS.keys()].filter((name) => name.includes('_'))
/** Prefixes and suffixes of a name are no slip of the pen: NODE_ENV is no SAATAVA_ENV, nor is PGDATA a DATA_DIR. */
const LENGTH_DIFFERENCE_MAX = 2

/**
 * A sentence for each environment variable that resembles a setting and is none: it has no effect, and somebody believes it has.
 * The value is not repeated, since it may be a secret.
 */
export function misspeltSettings(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).flatMap((name) => {
    if (SETTING_SCHEMAS.has(name)) return []
    const nearest = nearestName(name, NAMES)
    if (nearest === undefined || Math.abs(nearest.length - name.length) > LENGTH_DIFFERENCE_MAX) return []
    return [`${name} is not a setting of Saatava and has no effect. Did you mean ${nearest}?`]
  })
}
