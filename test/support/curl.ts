import { execFileSync } from 'node:child_process'

/** Why a test that pastes commands is skipped; false where it is not. */
export function curlAbsent(): string | false {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' })
    return false
  } catch {
    return 'there is no curl here'
  }
}
