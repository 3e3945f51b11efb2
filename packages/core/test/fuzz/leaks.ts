import {
  type Layer,
  type Response,
  readBody,
  replayable,
  type SendOptions,
  type Transport,
} from '../../src/index'
import { answer, never } from '../helpers'

/** Where a secret may stand. */
export const places: readonly Place[] = [
  ...(['query', 'search', 'hash', 'user', 'header', 'cookie', 'boundary'] as const),
  ...(['body', 'reason', 'default', 'answer', 'text', 'setCookie'] as const),
  ...(['field', 'raw', 'thrown'] as const),
]
type Place =
  | 'query'
  | 'search'
  | 'hash'
  | 'user'
  | 'header'
  | 'cookie'
  | 'boundary'
  | 'body'
  | 'reason'
  | 'default'
  | 'answer'
  | 'text'
  | 'setCookie'
  | 'field'
  | 'raw'
  | 'thrown'

/** A secret for each place. */
export type Secrets = Readonly<Record<Place, string>>

/** What the other side says, with a secret in all that it may hold. */
export const ends: Record<string, (secrets: Secrets) => Transport> = {
  good: secrets => async () => full(200, secrets, { code: 200, data: secrets.answer }),
  refused: secrets => async () => full(401, secrets, { token: secrets.answer }),
  failing: secrets => async () => full(503, secrets, `<html>${secrets.text}</html>`),
  business: secrets => async () => full(200, secrets, { code: 7, msg: secrets.text }),
  'no envelope': secrets => async () => full(200, secrets, { token: secrets.answer }),
  unreadable:
    secrets =>
    async (request, { attempt }) =>
      readBody(request, full(200, secrets, `{"token":"${secrets.text}`), attempt),
  'unreadable to a parser':
    secrets =>
    async (request, { attempt }) =>
      readBody(request, full(200, secrets, secrets.text), attempt, text => {
        throw new SyntaxError(`Unexpected ${text}`)
      }),
  'failed with an error': secrets => () => Promise.reject(hostError(secrets)),
  'failed with an object': secrets => () => Promise.reject({ errMsg: secrets.thrown }),
  'failed with a text': secrets => () => Promise.reject(secrets.thrown),
  thrown: secrets => () => {
    throw hostError(secrets)
  },
  'no response': secrets => async () => ({ token: secrets.answer }) as never,
  silent: () => () => never(),
}

function full(status: number, secrets: Secrets, data: unknown): Response {
  return answer({
    status,
    data,
    headers: { 'set-cookie': secrets.setCookie, 'x-next-token': secrets.field },
    cookies: [`sid=${secrets.setCookie}`],
    url: `https://api.test/me?token=${secrets.search}`,
    raw: { data: secrets.raw, errMsg: secrets.raw },
  })
}

function hostError({ thrown, raw, search }: Secrets): Error {
  const url = `https://api.test/me?token=${search}`
  const error = new Error(`request:fail ${thrown} ${url}`)
  const cause = new TypeError(`connect ${raw}`)
  return Object.assign(error, {
    cause,
    errMsg: thrown,
    url,
    config: { headers: { raw } },
  })
}

/** What the caller says; some of it cannot be sent. */
export const askings: Record<string, (secrets: Secrets) => SendOptions> = {
  get: secrets => ({ url: url(secrets), query: { token: secrets.query } }),
  'get with data': secrets => ({ url: url(secrets), data: { password: secrets.body } }),
  post: secrets => ({ url: url(secrets), method: 'POST', data: deep(secrets) }),
  form: secrets => ({
    ...{ url: url(secrets), method: 'POST', data: { password: secrets.body } },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  'a type that nobody writes': secrets => ({
    ...{ url: url(secrets), method: 'PUT', data: deep(secrets) },
    headers: { 'content-type': `multipart/form-data; boundary=${secrets.boundary}` },
  }),
  'a getter that throws': secrets => ({
    ...{ url: url(secrets), method: 'POST' },
    data: {
      get password(): string {
        throw new Error(`no ${secrets.body}`)
      },
    },
  }),
  'a list that holds itself': secrets => {
    const data: unknown[] = [secrets.body]
    data.push(data)
    return { url: url(secrets), method: 'POST', data }
  },
  'big numbers': ({ body, ...secrets }) => ({
    ...{ url: url({ ...secrets, body }), method: 'POST', data: { body, big: BigInt(1) } },
  }),
  'a name and password': ({ user, search }) => ({
    url: `https://lin:${user}@api.test/me?token=${search}`,
  }),
  'another scheme': ({ user, search }) => ({
    url: `ftp://lin:${user}@files.test/x?token=${search}`,
  }),
  'no scheme': ({ user }) => ({ url: `//lin:${user}@files.test/x` }),
}

const url = ({ search, hash }: Secrets) => `/me?token=${search}#token=${hash}`
const deep = ({ body }: Secrets) => ({ user: { tokens: [{ [body]: body }] } })

/** Layers that go wrong, quoting what they see. */
export const faulty: Record<string, ((secrets: Secrets) => Layer) | undefined> = {
  none: undefined,
  'throws its own': ({ header }) =>
    async function signing() {
      throw new Error(`cannot sign ${header}`)
    },
  'mistakes the request': ({ header }) =>
    async function mistaken(ctx) {
      ctx.request = { ...ctx.request, url: undefined as never, data: header }
    },
  'never waits': () => async (_, next) => void next(),
  'goes twice': () =>
    replayable(async (ctx, next) => {
      await next().catch(() => {})
      if (ctx.response?.status !== 200) await next()
    }),
}
