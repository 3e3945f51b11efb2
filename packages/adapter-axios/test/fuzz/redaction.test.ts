import { inspect } from 'node:util'
import {
  createClient,
  draftOf,
  headers,
  isRequestError,
  type Layer,
  type RequestError,
} from '@allium/core'
import { drain, manualClock } from '@allium/testing'
import { type HostRequest, wxTransport } from '@allium/transport-wx'
import axios, { type AxiosError, type AxiosInstance, type AxiosResponse } from 'axios'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { campaign } from '../../../core/test/fuzz/campaign'
import { assertNoSecret, outputsOf, secretsFor } from '../../../core/test/fuzz/secrets'
import {
  type Place,
  places,
  type Secrets,
  tellings,
} from '../../../transport-wx/test/fuzz/hosts'
import { alliumAdapter } from '../../src/index'
import { forms, ORIGIN, quietSuite } from '../helpers'

const test = quietSuite('fuzz: redaction')

/** What the caller has said itself; axios writes it into the JSON of its errors. */
const own: readonly Place[] = ['form', 'cookie', 'body', 'reason']
const others = places.filter(place => !own.includes(place))
/** What the layers attach, the transport adds, and the host says: nobody is told. */
const inner: readonly Place[] = ['header', 'query', 'option', 'words', 'exception']

const pick = (secrets: Secrets, names: readonly Place[]): Record<string, string> =>
  Object.fromEntries(names.map(name => [name, secrets[name]]))

const given = ({ form, cookie }: Secrets): object => ({
  params: { token: form, deep: { list: ['你', `a,${form}`, `'two "words"\t${form}&`] } },
  headers: { Cookie: `sid=${cookie}` },
})

/** What an axios code base asks for. */
const askings: Readonly<
  Record<
    string,
    (api: AxiosInstance, secrets: Secrets, signal: AbortSignal) => Promise<AxiosResponse>
  >
> = {
  get: (api, secrets, signal) => api.get('/me', { ...given(secrets), signal }),
  post: (api, secrets, signal) =>
    api.post('/me', { token: secrets.body }, { ...given(secrets), signal }),
  form: (api, secrets, signal) => {
    const body = new URLSearchParams({ token: secrets.body })
    return api.put('/me', body, { ...given(secrets), signal })
  },
  'form of many parts': (api, secrets, signal) =>
    api.postForm('/me', { token: secrets.body }, { ...given(secrets), signal }),
  bytes: (api, secrets, signal) =>
    api.get('/me', { ...given(secrets), signal, responseType: 'arraybuffer' }),
  'any status': (api, secrets, signal) =>
    api.get('/me', { ...given(secrets), signal, validateStatus: null }),
  'too much': (api, secrets, signal) =>
    api.get('/me', { ...given(secrets), signal, maxContentLength: 3 }),
}

/** An authenticator that writes its token into the URL. */
const signing =
  ({ query }: Secrets): Layer =>
  (ctx, next) => {
    const draft = draftOf(ctx.request)
    const mark = draft.url.includes('?') ? '&' : '?'
    draft.url += `${mark}access=${encodeURIComponent(`"${query} ${query}`)}`
    ctx.request = draft
    return next()
  }

const scene = fc.record({
  secrets: secretsFor(...places),
  asking: fc.constantFrom(...Object.keys(askings)),
  telling: fc.constantFrom(...Object.keys(tellings)),
  words: fc.nat(1_000),
  form: fc.constantFrom(...forms),
  isAborted: fc.nat(9).map(n => n === 0),
})
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never

interface Played {
  readonly heard: readonly unknown[]
  readonly answer?: AxiosResponse
  readonly error?: AxiosError
}

/** Plays a scene to its end; what was announced, and what the call came to. */
async function play({
  secrets,
  words,
  form: [, options],
  ...scene
}: Scene): Promise<Played> {
  const clock = manualClock()
  const request = (told: HostRequest) => tellings[scene.telling]?.(words)(told, secrets)
  const transport = wxTransport({
    host: { request },
    hostOptions: { cloudToken: secrets.option },
  })
  const client = createClient({ transport, clock, baseURL: ORIGIN })
  const heard: unknown[] = []
  for (const name of ['request', 'attempt', 'response', 'error'] as const) {
    client.on(name, event => heard.push(event))
  }
  const layered = client.use(headers({ 'X-Token': secrets.header })).use(signing(secrets))
  const api = axios.create({ adapter: alliumAdapter(layered, options) })
  const stop = new AbortController()
  const call = askings[scene.asking]?.(
    api,
    secrets,
    stop.signal,
  ) as Promise<AxiosResponse>
  const ended = call.then(
    answer => ({ heard, answer }),
    error => ({ heard, error }),
  )
  await drain()
  if (scene.isAborted) stop.abort(new Error(secrets.reason))
  await clock.advance(60_000)
  const played = await ended
  assert.is(clock.pending, 0)
  return played
}

test('K13 K21 whatever a host tells, axios users meet no secret but what is theirs', async () => {
  const codes = new Set<unknown>()
  const holds = async (scene: Scene) => {
    const { secrets, form } = scene
    const { heard, answer, error } = await play(scene)
    codes.add(error ? error.code : 'good')
    assertNoSecret(outputsOf(heard), secrets)
    // Its config and the server's answer are the caller's.
    assertNoSecret(outputsOf(answer ?? error), pick(secrets, inner))
    if (error === undefined) return
    assertNoSecret([String(error), error.message, String(error.stack)], secrets)
    const json = JSON.stringify(error)
    const isOfAxios = form[1].axios !== undefined
    assertNoSecret([json], isOfAxios ? pick(secrets, others) : secrets)
    const cause = error.cause as RequestError | undefined
    if (cause === undefined) return
    assert.ok(isRequestError(cause))
    assertNoSecret(outputsOf(cause), secrets)
    // The host's own words are the program's to read; of the query not even those.
    const raw = inspect(cause.cause, { depth: 12, showHidden: true })
    assertNoSecret([raw], pick(secrets, ['query', 'form']))
  }
  await fc.assert(fc.asyncProperty(scene, holds), campaign(200))
  const all = ['ECONNABORTED', 'ERR_BAD_REQUEST', 'ERR_BAD_RESPONSE', 'ERR_CANCELED']
  assert.equal([...codes].sort(), [...all, 'ERR_NETWORK', 'ERR_NOT_SUPPORT', 'good'])
})

test.run()
