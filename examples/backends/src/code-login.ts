import type { RefreshFaults } from './refresh-faults'
import { parseJson, stringField } from './route'
import type { Answer, Call, Reply } from './serve'

/** How a backend that signs in by `wx.login` finds out about a code. */
export interface CodeOptions {
  /**
   * Plays WeChat's `code2Session`: whether a code is good. Asked at most once per code that is;
   * `host.login.redeem` of `createNodeWx` fits.
   * @default every code is
   */
  redeem?: (code: string) => boolean
  /**
   * Names the user whose phone a code is from.
   * @default always 'u1'
   */
  userOf?: (code: string) => string
}

export interface CodeStats {
  /** Logins that gave a credential, whether or not the answer was let out. */
  readonly refreshes: number
  /** How many different codes came, those of spoiled logins included. */
  readonly codes: number
  /** How often a code came that had come before, even if only to a login that was spoiled. */
  readonly codeReuses: number
}

export interface CodeLogin {
  readonly stats: CodeStats
  /** Answers a login with a body `{ code }`. */
  handle(call: Call): Answer
}

export interface CodeLoginParts extends CodeOptions {
  faults: RefreshFaults
  /** Gives a user a credential. */
  accept: (user: string) => Reply
  /** Says no, with the number and the words of WeChat. */
  refuse: (code: number, msg: string) => Reply
}

export function createCodeLogin(parts: CodeLoginParts): CodeLogin {
  const { redeem = () => true, userOf = () => 'u1', faults, accept, refuse } = parts
  const seen = new Set<string>()
  const redeemed = new Set<string>()
  const stats = { refreshes: 0, codes: 0, codeReuses: 0 }

  function note(code: string): void {
    if (seen.has(code)) stats.codeReuses += 1
    else stats.codes += 1
    seen.add(code)
  }

  function login(code: string | undefined): Reply {
    if (code === undefined) return refuse(41008, 'missing code')
    if (redeemed.has(code)) return refuse(40163, 'code been used')
    if (!redeem(code)) return refuse(40029, 'invalid code')
    redeemed.add(code)
    stats.refreshes += 1
    return accept(userOf(code))
  }

  return {
    stats,
    handle({ body }) {
      const code = stringField(parseJson(body), 'code')
      if (code !== undefined) note(code)
      return faults.apply(() => login(code))
    },
  }
}
