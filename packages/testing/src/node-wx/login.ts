import { answered, type CallResult, type PromiseUnlessCallbacks } from './answered'
import type { Callbacks, Deliver } from './callbacks'

/** What `success` of `wx.login` is called with. */
export interface LoginResult extends CallResult {
  /** The code, to be redeemed once, within five minutes. */
  code: string
}

/** What `fail` of `wx.login` is called with. */
export interface LoginFailure {
  /** The fact, as `login:fail …`. */
  errMsg: string
  /** The number of the fact. */
  errno?: number
}

/** The options of `wx.login`. */
export interface LoginOptions extends Callbacks<LoginResult, LoginFailure> {
  /** Without effect here: a login that hangs hangs for ever. */
  timeout?: number | undefined
}

/** The login functions of `wx`. */
export interface LoginMethods {
  /** Gives a new code at every call. */
  login<T extends LoginOptions = LoginOptions>(
    options?: T,
  ): PromiseUnlessCallbacks<T, LoginResult>
  /** Succeeds if there was a login, and `login.expireSession()` was not called after it. */
  checkSession<T extends Callbacks<CallResult, CallResult>>(
    options?: T,
  ): PromiseUnlessCallbacks<T>
}

/** What a test sees of the login, and does to it. */
export interface LoginControl {
  /** How often `wx.login` was called, failing and hanging calls included. */
  readonly calls: number
  /** The codes handed out so far, in order. */
  readonly codes: readonly string[]
  /** Whether `wx.login` is never answered. @default false */
  hang: boolean
  /** Plays WeChat's `code2Session`: true once for each code, within five minutes. */
  redeem(code: string): boolean
  /** Makes `wx.login` fail like this, until called with `undefined`. */
  failWith(failure: LoginFailure | undefined): void
  /** Makes `wx.checkSession` fail until the next login. */
  expireSession(): void
}

/** The login of one host. */
export interface Login {
  /** What is handed to the test. */
  readonly control: LoginControl
  /** What is handed to the app. */
  readonly methods: LoginMethods
}

/** How long WeChat accepts a code. */
const CODE_MS = 5 * 60_000

/** Makes a login that nobody has used. */
export function createLogin(now: () => number, deliver: Deliver): Login {
  const codes: string[] = []
  const redeemableUntil = new Map<string, number>()
  let calls = 0
  let failure: LoginFailure | undefined
  let hasSession = false

  const issue = (): LoginResult => {
    const code = `code-${codes.length + 1}`
    codes.push(code)
    redeemableUntil.set(code, now() + CODE_MS)
    hasSession = true
    return { code, errMsg: 'login:ok' }
  }
  const control: LoginControl = {
    get calls(): number {
      return calls
    },
    codes,
    hang: false,
    redeem: code => {
      const untilAt = redeemableUntil.get(code)
      redeemableUntil.delete(code)
      return untilAt !== undefined && now() < untilAt
    },
    failWith: given => {
      failure = given
    },
    expireSession: () => {
      hasSession = false
    },
  }
  const methods: LoginMethods = {
    login: <T extends LoginOptions>(options = {} as T) => {
      calls += 1
      return answered<T, LoginResult>(options, callbacks => {
        if (control.hang) return
        if (failure === undefined) deliver(callbacks, { ok: true, value: issue() })
        else deliver(callbacks, { ok: false, value: { ...failure } })
      })
    },
    checkSession: <T extends Callbacks<CallResult, CallResult>>(options = {} as T) => {
      const errMsg = `checkSession:${hasSession ? 'ok' : 'fail session time out, need relogin'}`
      const ending = { ok: hasSession, value: { errMsg } }
      return answered<T, CallResult>(options, callbacks => deliver(callbacks, ending))
    },
  }
  return { control, methods }
}
