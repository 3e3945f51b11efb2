import type { Response } from '@allium/core'
import { inTime } from './in-time'
import type { SessionEngine } from './session-parts'
import type { Credential, Send } from './types'

/**
 * Tells the server of a sign-out, where that is wanted; never rejects. The session is over
 * already, whatever the server answers.
 */
export async function tellServer(
  { revoke, send, clock, onFault, refreshTimeout: limitMs }: SessionEngine,
  credential: Credential,
): Promise<void> {
  if (!revoke) return
  const limited: Send = options => send({ deadline: limitMs, ...options })
  const told = async () => revoke({ credential, send: limited })
  try {
    await inTime(told(), clock, limitMs, '`revoke` was not done')
  } catch (fault) {
    const { response } = Object(fault) as { response?: Response }
    // The server knows the session no more: that is what was wanted.
    if (response?.status !== 401) onFault(fault)
  }
}
