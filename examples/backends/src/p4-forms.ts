import { cookie } from './cookies'
import { parseJson, stringField } from './route'
import type { Call, Reply } from './serve'
import type { TokenPair } from './token-family'

/** How tokens travel to and fro: in bodies (form a), or in cookies (form b). */
export interface P4Form {
  /** Below the base path. */
  readonly refreshPath: string
  /** The refresh token of a request to refresh or to log out. */
  shown(call: Call): string | undefined
  /** What is wrong with the make of a refresh request, whatever its token; answered with 400. */
  fault(call: Call): string | undefined
  /** Gives a new access token and, at the login or where they rotate, a refresh token. */
  give(tokens: Partial<TokenPair>): Reply
  /** Answers a logout. */
  takeAway(): Reply
}

const DONE = { status: 200, body: { code: 200 } }

export const bodyForm: P4Form = {
  refreshPath: '/refresh-token',
  shown: fromBody,
  fault: call => (fromBody(call) ? undefined : 'refreshToken is required'),
  give: ({ accessToken, refreshToken }) => ({
    status: 200,
    body: { accessToken, ...(refreshToken && { refreshToken }) },
  }),
  takeAway: () => DONE,
}

function fromBody({ body }: Call): string | undefined {
  return stringField(parseJson(body), 'refreshToken')
}

/** The access token is for the page to read; the refresh token it never sees. */
export function cookieForm(basePath: string): P4Form {
  const access = (value: string, more = ''): string =>
    `access_token=${value}; Path=/; SameSite=Lax${more}`
  const refresh = (value: string, more = ''): string =>
    `refresh_token=${value}; Path=${basePath || '/'}; HttpOnly; SameSite=Lax${more}`
  const setting = (...cookies: string[]): Reply => ({
    ...DONE,
    headers: { 'Set-Cookie': cookies },
  })
  return {
    refreshPath: '/v1/user/token/refresh',
    shown: ({ headers }) => cookie(headers, 'refresh_token'),
    fault: ({ body }) => (body === '' ? undefined : 'no body is expected'),
    give: ({ accessToken = '', refreshToken }) =>
      refreshToken
        ? setting(access(accessToken), refresh(refreshToken))
        : setting(access(accessToken)),
    takeAway: () => setting(access('', '; Max-Age=0'), refresh('', '; Max-Age=0')),
  }
}
