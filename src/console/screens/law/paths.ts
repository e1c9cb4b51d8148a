/** The page of a rule of law, with all its versions. */
export function lawRulePath(ruleId: string): string {
  return `/console/law/${ruleId}`
}
