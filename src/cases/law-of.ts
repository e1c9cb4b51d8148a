import { type Law, lawFor } from '../law/law.ts'
import type { Platform } from '../platform/context.ts'

const LAWS = new Map<string, Law>()

/** The law that this deployment goes by. */
export function lawOf({ config }: Pick<Platform, 'config'>): Law {
  const known = LAWS.get(config.environment)
  if (known !== undefined) return known
  const law = lawFor(config.environment)
  LAWS.set(config.environment, law)
  return law
}
