/** Names and addresses that lead to this machine alone. */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '::1' || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
}
