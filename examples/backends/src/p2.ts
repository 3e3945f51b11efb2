import { type Backend, type BackendOptions, startBackend } from './backend'
import { type CodeOptions, type CodeStats, createCodeLogin } from './code-login'
import { cookie, cookiesOf } from './cookies'
import { dispatch, type Rules, type Sample } from './dispatch'
import { createRefreshFaults } from './refresh-faults'
import { alsoByPost, codedResources } from './resources'
import { post } from './route'
import type { Call, Reply } from './serve'
import { createTokenBook, type TokenOwner } from './token-book'

const SESSION = 'JSESSIONID'

/** Another cookie that is set with the session's; the comma in its date is there to be met. */
const LOCALE = 'locale=zh_CN; Expires=Fri, 01 Jan 2100 00:00:00 GMT; Path=/'

export interface P2Options extends BackendOptions, CodeOptions {
  /**
   * How long a session lives, in milliseconds from its login.
   * @default 1_800_000
   */
  sessionTtlMs?: number
  /**
   * The path of the login.
   * @default '/login'
   */
  loginPath?: string
  /**
   * Where a login puts the session id: into `data.sessionId` of the body, or into `Set-Cookie`.
   * @default 'body'
   */
  sessionIn?: 'body' | 'set-cookie'
  /**
   * Whether the answer to an expired session has `success: false` beside its code.
   * @default true
   */
  tellsSuccess?: boolean
}

/** The cookies of one request, without the session's. */
export interface OtherCookies {
  readonly path: string
  readonly cookies: Readonly<Record<string, string>>
}

export interface P2Server extends Backend<string, CodeStats> {
  /** What else each request had in its `Cookie` header, in order of arrival. */
  readonly otherCookies: readonly OtherCookies[]
}

const REJECTED = failure('0003', '账号已被停用')

/**
 * Starts backend P2: a session cookie `JSESSIONID`, expiry as the body code `'0002'` under
 * HTTP 200, and a login by `wx.login`.
 * @example
 * import { startP2 } from '@allium/example-backends'
 * const server = await startP2({ loginPath: '/wx/login' })
 * const headers = { Cookie: `JSESSIONID=${server.signIn()}` }
 * await server.close()
 */
export async function startP2(options: P2Options = {}): Promise<P2Server> {
  const { sessionTtlMs = 30 * 60_000, loginPath = '/login', now = Date.now } = options
  const { sessionIn = 'body', tellsSuccess = true } = options
  const sessions = createTokenBook<TokenOwner>({ kind: 's', ttlMs: sessionTtlMs, now })
  const otherCookies: OtherCookies[] = []
  const faults = createRefreshFaults(REJECTED)
  const codeLogin = createCodeLogin({
    ...options,
    faults,
    accept: user => welcome(sessions.issue({ user }), sessionIn),
    refuse: (code, msg) => failure(String(code), msg),
  })
  const rules: Rules = {
    sessionRoutes: [post(loginPath, codeLogin.handle)],
    resources: alsoByPost(codedResources),
    envelope,
    authorize: ({ headers }) => {
      const session = sessions.find(cookie(headers, SESSION))
      return session?.isAlive ? session.owner.user : expired(tellsSuccess)
    },
  }
  const backend = await startBackend(options, {
    handle: call => {
      otherCookies.push(othersOf(call))
      return dispatch(call, rules)
    },
    identify: headers => sessions.callerOf(cookie(headers, SESSION)),
    faults,
    signIn: user => sessions.issue({ user }),
    expireAccess: sessions.expire,
    stats: () => ({ ...codeLogin.stats }),
  })
  return Object.assign(backend, { otherCookies })
}

function welcome(sessionId: string, sessionIn: 'body' | 'set-cookie'): Reply {
  const body = { code: '0000', success: true }
  if (sessionIn === 'body') return { status: 200, body: { ...body, data: { sessionId } } }
  const session = `${SESSION}=${sessionId}; Path=/; HttpOnly`
  return { status: 200, headers: { 'Set-Cookie': [LOCALE, session] }, body }
}

function envelope(status: number, { code, ...rest }: Sample): Reply {
  const isGood = status < 300 && code === undefined
  const about = { code: isGood ? '0000' : String(code ?? status), success: isGood }
  return { status: status === 201 ? 200 : status, body: { ...about, ...rest } }
}

function expired(tellsSuccess: boolean): Reply {
  const body = { code: '0002', msg: '会话已过期' }
  return { status: 200, body: tellsSuccess ? { ...body, success: false } : body }
}

function failure(code: string, msg: string): Reply {
  return { status: 200, body: { code, success: false, msg } }
}

function othersOf({ path, headers }: Call): OtherCookies {
  const others = cookiesOf(headers).filter(([name]) => name !== SESSION)
  return { path, cookies: Object.fromEntries(others) }
}
