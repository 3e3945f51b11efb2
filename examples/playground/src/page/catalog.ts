import type { Client, CoreEvents, LoadingRequestOptions, LoadingView } from '@allium/core'
import type { AuthRequestOptions, Session } from '@allium/middleware-auth'
import { p0 } from './setups/p0'
import p0Code from './setups/p0.ts?raw'
import { p1 } from './setups/p1'
import p1Code from './setups/p1.ts?raw'
import { p2 } from './setups/p2'
import p2Code from './setups/p2.ts?raw'
import { p3 } from './setups/p3'
import p3Code from './setups/p3.ts?raw'
import { p4a } from './setups/p4a'
import p4aCode from './setups/p4a.ts?raw'
import { p4b } from './setups/p4b'
import p4bCode from './setups/p4b.ts?raw'

export type BackendName = 'p0' | 'p1' | 'p2' | 'p3' | 'p4a' | 'p4b'

/** Any of the clients; the options that one does not know it leaves alone. */
export type Api = Client<AuthRequestOptions & LoadingRequestOptions, CoreEvents>

/** A set-up that runs. */
export interface Running {
  readonly api: Api
  readonly session: Session
  /** Where the set-up signs in by itself, it is only asked to. */
  signIn(user: string): Promise<void>
}

/** What a set-up is given by the page. */
export interface Given {
  readonly screen: LoadingView
  /** Stands for `wx.login`. */
  readonly code: () => Promise<string>
}

/** A set-up, and what the page has to know of it. */
export interface SetUp {
  /** The file, to be read. */
  readonly code: string
  /** The names of its layers, outermost first. */
  readonly rings: readonly string[]
  /** Whether it has users, of whom one can sign in. */
  readonly hasUsers: boolean
  /** Whether there is a refresh token to be revoked; without one, logins are refused. */
  readonly hasRefreshToken: boolean
  make(given: Given): Running
}

/** MD5 of the demo's password, as P3 wants it. */
const app = { username: 'app', password: '5EBE2294ECD0E0F08EAB7690D2A6EE69' }

export const catalog: Readonly<Record<BackendName, SetUp>> = {
  p0: {
    code: p0Code,
    rings: ['loading', 'auth', 'headers', 'query'],
    hasUsers: true,
    hasRefreshToken: true,
    make: ({ screen }) => running(p0('/p0', screen)),
  },
  p1: {
    code: p1Code,
    rings: ['loading', 'envelope', 'auth', 'query'],
    hasUsers: true,
    hasRefreshToken: false,
    make: ({ screen, code }) => running(p1('/p1', code, screen)),
  },
  p2: {
    code: p2Code,
    rings: ['loading', 'envelope', 'auth', 'query'],
    hasUsers: true,
    hasRefreshToken: false,
    make: ({ screen, code }) => running(p2('/p2', code, screen)),
  },
  p3: {
    code: p3Code,
    rings: ['loading', 'envelope', 'auth', 'headers', 'query'],
    hasUsers: false,
    hasRefreshToken: false,
    make: ({ screen }) => running(p3('/p3', app, screen)),
  },
  p4a: {
    code: p4aCode,
    rings: ['auth', 'query'],
    hasUsers: true,
    hasRefreshToken: true,
    make: () => running(p4a('/p4a/api')),
  },
  p4b: {
    code: p4bCode,
    rings: ['auth', 'query'],
    hasUsers: true,
    hasRefreshToken: true,
    make: () => running(p4b('/p4b/api')),
  },
}

export const backendNames = Object.keys(catalog) as readonly BackendName[]

/** The servers know any user by the same password. */
const PASSWORD = 'secret'

function running(setUp: {
  readonly api: unknown
  readonly session: Session
  signIn?(user: string, password: string): Promise<void>
}): Running {
  const { api, session, signIn } = setUp
  return {
    api: api as Api,
    session,
    signIn: user => (signIn ? signIn(user, PASSWORD) : session.refresh()),
  }
}
