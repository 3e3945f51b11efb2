import type { NewCredential } from '@allium/middleware-auth'
import type { Setup } from './setup'

/** Whose a token is stands in it: `A0.a3` is the third token, of the session `A0`. */
export const ownerOf = (token: string): string => token.split('.')[0] as string

/** Whether a token stands in it, where a log or a console would show it. */
export function tellsToken(thing: unknown): boolean {
  return /\b[A-Z]\d+\.[ar]\d+/.test(`${thing} ${JSON.stringify(thing)}`)
}

/** The server's book of sessions and tokens; none is ever given out twice. */
export class Mint {
  private sessions = 0
  private tokens = 0

  constructor(private readonly setup: Setup) {}

  /** Another session of this user. */
  session(user: string): string {
    this.sessions += 1
    return `${user}${this.sessions}`
  }

  /** The next access token of a session. */
  accessToken(session: string): string {
    this.tokens += 1
    return `${session}.a${this.tokens}`
  }

  /** The next credential of a session. */
  credential(session: string, isBare: boolean): NewCredential {
    const { renewal, lifetimeMs, subjects } = this.setup
    const accessToken = this.accessToken(session)
    const isPair = renewal === 'token' && !isBare
    return {
      accessToken,
      ...(isPair && { refreshToken: accessToken.replace('.a', '.r') }),
      ...(lifetimeMs > 0 && { expiresIn: lifetimeMs }),
      ...(subjects && { subject: session[0] }),
    }
  }
}
