import type { ManualClock } from '@allium/testing'
import type { Credential } from '../../src/index'
import type { Chance } from './chance'

/** What a server says. */
export interface Reply {
  readonly statusCode: number
  readonly data: unknown
}

export interface Server {
  /** Begins a session; the one before it is over. */
  login(): Credential
  reply(url: string, header: Readonly<Record<string, string>>, body: unknown): Reply
}

/** How long an access token lives, in ms. */
const LIFE = { least: 2_000, most: 30_000 }

/**
 * Access tokens that end soon, refresh tokens that rotate with a grace for the one before,
 * and moods: busy, refusing, not understanding.
 */
export function serverOf(clock: ManualClock, chance: Chance): Server {
  let issued = 0
  let endsAt = 0
  let graced = 0
  const issue = (): Credential => {
    graced = issued
    issued += 1
    endsAt = clock.now() + chance.from(LIFE.least, LIFE.most)
    return { accessToken: `a${issued}`, refreshToken: `r${issued}` }
  }

  const refresh = (body: unknown): Reply => {
    if (chance.is(8)) return { statusCode: 503, data: 'busy' }
    if (chance.is(1)) return { statusCode: 422, data: { msg: 'what?' } }
    if (chance.is(1)) return { statusCode: 200, data: {} }
    const { refreshToken } = JSON.parse(String(body))
    const isKnown = [`r${issued}`, `r${graced}`].includes(refreshToken)
    if (!isKnown || chance.is(2)) return { statusCode: 401, data: { msg: 'sign in' } }
    return { statusCode: 200, data: JSON.stringify(issue()) }
  }

  return {
    login() {
      const first = issue()
      graced = issued
      return first
    },
    reply(url, header, body) {
      if (url.endsWith('/refresh')) return refresh(body)
      const isGood = header.authorization === `Bearer a${issued}` && clock.now() < endsAt
      if (!isGood || chance.is(1)) return { statusCode: 401, data: 'expired' }
      if (chance.is(3)) return { statusCode: 500, data: 'oops' }
      return { statusCode: 200, data: '{"text":"so it is"}' }
    },
  }
}
