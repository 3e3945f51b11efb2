import { randomUUID } from 'node:crypto'

/** Plays the phone and WeChat: fresh codes for whoever holds the phone, each good once. */
export interface Codes {
  /** What `wx.login` would give. */
  issue(user: string): string
  redeem(code: string): boolean
  userOf(code: string): string
}

export function createCodes(): Codes {
  const users = new Map<string, string>()
  return {
    issue(user) {
      const code = randomUUID()
      users.set(code, user)
      return code
    },
    redeem: code => users.has(code),
    userOf(code) {
      const user = users.get(code)
      if (user === undefined) throw new Error('a code that nobody was given')
      users.delete(code)
      return user
    },
  }
}
