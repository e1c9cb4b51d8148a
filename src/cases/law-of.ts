import { readFileSync } from 'node:fs'
import { LawError } from '../law/errors.ts'
import { type Law, lawFor } from '../law/law.ts'
import { rulesWith } from '../law/merge-rules.ts'
import { ConfigError } from '../platform/config.ts'
import type { Platform } from '../platform/context.ts'

const LAWS = new Map<string, Law>()

/**
 * The law that this deployment goes by: the packs, and over them the agency's own rules.
 * @throws ConfigError for a file of rules that cannot be read, with every fault in it
 */
export function lawOf({ config }: Pick<Platform, 'config'>): Law {
  const key = `${config.environment} ${config.lawRules ?? ''}`
  const known = LAWS.get(key)
  if (known !== undefined) return known
  const law = lawFor(config.environment, rulesWith(ownRules(config.lawRules)))
  LAWS.set(key, law)
  return law
}

function ownRules(file: string | undefined): unknown {
  if (file === undefined) return undefined
  try {
    const rules: unknown = JSON.parse(readFileSync(file, 'utf8'))
    rulesWith(rules)
    return rules
  } catch (error) {
    const faults =
      error instanceof LawError ? error.faults.map(({ pointer, message }) => `\n  ${pointer}: ${message}`) : []
    throw new ConfigError(
      `LAW_RULES names "${file}", which cannot be used: ${(error as Error).message}${faults.join('')}`,
    )
  }
}
