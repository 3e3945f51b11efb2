import type { Response } from '@allium/core'
import { isCredential } from './credential-store'
import { mergeCredential } from './merge-credential'
import type { Mounting } from './mounting'
import type { Stamp } from './session-decisions'
import type { SessionEngine } from './session-engine'
import type { CredentialReader } from './types'

/** Takes the next token from every answer, where the server gives it there. */
export class Rotation {
  constructor(
    private readonly session: SessionEngine,
    private readonly parts: {
      readonly read: CredentialReader
      readonly mounting: Mounting
      readonly onFault: (fault: unknown) => void
    },
  ) {}

  /** From an answer of this session, and from where its credential may go. */
  take(answer: Response | undefined, stamp: Stamp, order: number): void {
    const { session } = this
    const { credential, epoch } = session.state
    if (!answer || !stamp.credential || !credential) return
    if (stamp.epoch !== epoch || order < session.asOf) return
    if (!this.parts.mounting.allows(answer.url)) return
    const found = this.read(answer)
    if (found === undefined || found.accessToken === credential.accessToken) return
    try {
      session.renew(mergeCredential(credential, found, session.now), order)
    } catch (fault) {
      this.parts.onFault(fault)
    }
  }

  /** What the answer brings; where the field is empty or missing, nothing. */
  private read(answer: Response): ReturnType<CredentialReader> {
    try {
      const found = this.parts.read(answer)
      return isCredential(found) ? found : undefined
    } catch (fault) {
      this.parts.onFault(fault)
      return undefined
    }
  }
}
