/** An actor as people say it: "user:Jane Doe" is Jane Doe, and "system:settler" is a part of the service. */
export function actorName(actor: string): string {
  const [kind = '', ...rest] = actor.split(':')
  const name = rest.join(':')
  if (kind === 'user') return name
  if (kind === 'system') return `the service (${name})`
  return `${kind} ${name}`
}
