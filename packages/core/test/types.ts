// Compile-only: `tsc -p .` is the test. Nothing here runs.
import {
  type AbortSignalLike,
  type AsNamed,
  type ByteStream,
  type Call,
  type Client,
  type Context,
  type CoreEvents,
  createClient,
  createGate,
  createScope,
  type DownloadOptions,
  type EnvelopeBody,
  type ErrorCode,
  envelope,
  eventSource,
  eventsOf,
  isBusinessError,
  isRequestError,
  type Layer,
  type LayerHost,
  linesOf,
  loading,
  type Mountable,
  type Nothing,
  query,
  RequestError,
  type RequestErrorCode,
  replayable,
  retry,
  type ServerSentEvent,
  type Shape,
  serverMessage,
  type Transport,
  textOf,
  type UploadOptions,
} from '../src/index'

interface User {
  readonly name: string
}

declare const transport: Transport
const client = createClient({ transport })

/** Fails to compile unless both types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Same<A, B>): void => {}

// K01 K30: a plain layer is accepted, and changes nothing in the client's type.
const plain = client.use(async (ctx, next) => {
  same<typeof ctx, Context>(true)
  await next()
})
plain.get('/me', { timeout: 5 })
// @ts-expect-error a layer gives a promise
client.use((_ctx, _next) => {})
// @ts-expect-error a layer is a function, or mounts one
client.use('layer')

// K02: a layer of one's own that replays needs one word more, and no annotation.
const retrying = client.use(
  replayable(async (ctx, next) => {
    await next()
    if (ctx.response?.status === 503 && ctx.options.timeout !== 1) await next()
  }),
)
retrying.get('/me', { timeout: 5 })
const typed = replayable(async (ctx: Context<{ retries?: number }>, next) => {
  for (let i = 0; i < (ctx.options.retries ?? 1); i += 1) await next()
})
client.use(typed).get('/me', { retries: 2 })
// @ts-expect-error the client has no such layer
retrying.get('/me', { retries: 2 })
declare const eventful: Layer<{ tenant: string }, { replayed: number }>
const replaying = client.use(replayable(eventful))
replaying.get('/me', { tenant: 'a' })
replaying.on('replayed', (times: number) => times)
// @ts-expect-error an option that the layer needs has its type
replaying.get('/me', { tenant: 1 })

// K30: the answer is typed.
async function answers(): Promise<void> {
  const alike: [typeof client, typeof plain] = [plain, client]
  await alike[0].get('/me')
  const { data, status } = await client.get<User>('/me')
  same<typeof data, User>(true)
  same<typeof status, number>(true)
  // @ts-expect-error a User has no such field
  data.token
  const posted = await client.post<User[]>('/users', { name: 'Lin' })
  same<typeof posted.data, User[]>(true)
  const unknown = await client.delete('/me')
  same<typeof unknown.data, unknown>(true)
  // @ts-expect-error what nobody has typed is unknown
  unknown.data.name
}

// K11: what a call gives can be aborted; what `then` gives is a promise like any other.
const call: Call<User> = client.get<User>('/me')
call.abort()
// @ts-expect-error
call.then(() => {}).abort()
const signals: AbortSignalLike[] = [new AbortController().signal]

// K30: per-request options of a layer compile only on clients that have it.
const withLoading = client.use(query()).use(loading({ show() {}, hide() {} }))
withLoading.get('/me', { loading: false })
withLoading.post('/me', {}, { loading: false, timeout: 5 })
withLoading.request({ url: '/me', loading: false })
// @ts-expect-error the client has no loading layer
client.get('/me', { loading: false })
// @ts-expect-error it is true or false
withLoading.get('/me', { loading: 'no' })
// @ts-expect-error a misspelt option
withLoading.get('/me', { laoding: false })
// @ts-expect-error a request needs a URL
client.request({ method: 'GET' })

// K30: options and events accumulate with `use`.
declare const session: Mountable<
  { auth?: boolean },
  { logout: { reason: string }; 'refresh:start': { at: number } }
>
const whole = withLoading.use(session)
whole.get('/me', { loading: false, auth: false })
whole.on('logout', ({ reason }) => {
  same<typeof reason, string>(true)
})
whole.on('refresh:start', ({ at }) => at)
whole.on('response', ({ status }) => status)
const off: () => void = whole.on('error', ({ code, message }) => [code, message])
// @ts-expect-error the client has no session
withLoading.on('logout', () => {})
// @ts-expect-error the event has no such field
whole.on('logout', ({ token }) => token)
// @ts-expect-error there is no such event
whole.on('login', () => {})
const told: Array<keyof CoreEvents> = ['request', 'attempt', 'response', 'error']

// A client with more stands where one with less is asked for.
const fewer: Client = whole

// K30: one whose calls need more, or give something else, does not; nor does one with less.
function clients(): void {
  const named = (api: Client) => api.get<User>('/me')
  const opened = client.use(envelope())
  named(opened)
  // @ts-expect-error its data is the body
  named(client.use(envelope({ pick: 'body' })))
  // @ts-expect-error its calls need a tenant
  named(client.use(eventful))
  type Told = CoreEvents & { logout: { reason: string } }
  const listening = (api: Client<{ auth?: boolean }, Told>) => api.on('logout', off)
  listening(whole)
  // @ts-expect-error it announces no logout
  listening(client)
  // @ts-expect-error what its layer gives is no name
  const other: Client<Nothing, CoreEvents, Enveloped> = client
  return void other
}

// K30: any client is asked through the types of its own methods.
const ask =
  <O extends object, E extends CoreEvents, D extends Shape>(api: Client<O, E, D>) =>
  (...of: Parameters<Client<O, E, D>['get']>) =>
    api.get<User>(...of)
ask(needyClient())('/me', { tenant: 'a' })
// @ts-expect-error its calls need a tenant
ask(needyClient())('/me')
const quick = (url: string, options?: Parameters<typeof whole.get>[1]) =>
  whole.get<User>(url, { ...options, timeout: 500 })
quick('/me', { loading: false })
// @ts-expect-error no layer knows it
quick('/me', { retry: false })

// K07: ctx.request is replaced, never written into.
const layer: Layer = async (ctx, next) => {
  ctx.request = { ...ctx.request, headers: { 'X-A': 1, 'X-B': null } }
  // @ts-expect-error
  ctx.request.url = ''
  // @ts-expect-error
  ctx.request.headers['x-a'] = ''
  // @ts-expect-error
  ctx.request = { url: '/x' }
  // @ts-expect-error
  ctx.attempt = 2
  // @ts-expect-error
  ctx.options.timeout = 5
  // @ts-expect-error
  ctx.signal.aborted = true
  ctx.state.note = 'mine'
  await next()
}

// K13: codes are a closed set of literals: core's, and those that layers have said.
declare module '../src/errors' {
  interface ErrorCodes {
    readonly quota: 'quota-exceeded'
  }
}
same<ErrorCode, RequestErrorCode | 'quota-exceeded'>(true)
const error: RequestError = new RequestError('offline', {
  request: { method: 'GET', url: '/' },
  message: 'no network',
})
const code: ErrorCode = error.code
// @ts-expect-error there is no such code
const unknownCode: RequestErrorCode = 'offlin'
// @ts-expect-error an error says no other
if (error.code === 'unauthorized') throw error

// K13: what is caught is of the set as well, and a subclass narrows it.
class QuotaError extends RequestError {
  declare readonly code: 'quota-exceeded'
}
declare function isQuotaError(error: unknown): error is QuotaError
function caught(failure: unknown): ErrorCode | 'other' {
  // @ts-expect-error there is no such code
  if (isRequestError(failure) && failure.code === 'tiemout') return 'other'
  if (isRequestError(failure)) {
    if (isQuotaError(failure)) same<typeof failure.code, 'quota-exceeded'>(true)
    if (isBusinessError(failure)) same<typeof failure.code, 'business'>(true)
    same<typeof failure.code, ErrorCode>(true)
    switch (failure.code) {
      case 'timeout':
      case 'quota-exceeded':
        return failure.code
      // @ts-expect-error there is no such code
      case 'tiemout':
        return 'other'
    }
  }
  if (!(failure instanceof RequestError)) return 'other'
  // @ts-expect-error a code is a text
  return failure.code.foo
}
function exhausted(failure: RequestError, texts: Record<ErrorCode, string>): string {
  return texts[failure.code]
}
client.on('error', ({ code }) => same<typeof code, ErrorCode | undefined>(true))

// K30: a layer announces what its type says.
const announcing: Mountable<Nothing, { slow: { ms: number } }> = {
  mount(host) {
    const send = (lent: LayerHost) => lent.send({ url: '/' })
    return async (_ctx, next) => {
      await next()
      host.emit('slow', { ms: 1 })
      // @ts-expect-error it says nothing of it
      host.emit('slwo', { ms: 1 })
      // @ts-expect-error it says something else
      host.emit('slow', { msx: 1 })
      await send(host)
    }
  },
}
client.use(announcing).on('slow', ({ ms }) => ms)

// K32: what is left open is as good as what is left out.
declare const open: { readonly [Name in 'base' | 'text']: string | undefined } & {
  readonly [Name in 'ms' | 'times']: number | undefined
} & { readonly is: boolean | undefined; readonly signal: AbortSignalLike | undefined }
createClient({ transport, baseURL: open.base, deadline: open.ms, httpsOnly: open.is })
client.get('/me', { signal: open.signal, timeout: open.ms, headers: { a: open.text } })
client.with(options => ({ ...options, deadline: open.ms, transfer: undefined }))
client.upload('/a', { filePath: 'a', name: open.text, onProgress: undefined })
client.download('/a', { filePath: open.text })
withLoading.use(retry({ maxRetries: open.times, onResume: undefined })).get('/me', {
  ...{ loading: open.is, toast: open.is, audience: open.signal, retry: open.is },
})
client
  .use(envelope({ good: undefined, pick: undefined }))
  .get('/me', { envelope: open.is })
client.use(query({ arrays: undefined }))
loading({ show() {}, hide() {} }, { delayMs: open.ms, errorToast: undefined })
createScope(client, { abort: undefined })
createGate({ maxConcurrent: open.times, ageMs: open.ms })
eventSource(() => client.stream('/a'), { reconnectMs: open.ms, clock: undefined })

// K30: an option that a layer needs cannot be left out.
function needyClient() {
  return client.use(eventful)
}
const needy = needyClient()
needy.get('/me', { tenant: 'a' })
needy.post('/me', {}, { tenant: 'a' })
// @ts-expect-error
needy.get('/me')
// @ts-expect-error
needy.post('/me', {})
// @ts-expect-error
needy.stream('/me')

// K30: a method's name says the method, and its argument the data.
// @ts-expect-error
client.get('/me', { method: 'POST' })
// @ts-expect-error
client.post('/me', {}, { data: {} })
client.request({ url: '/me', method: 'PATCH', data: {} })
client.delete('/me', { data: { ids: [1] } })

// K30 K40: a query may be of an interface's type, which has no index signature.
interface Page {
  readonly page: number
}
const page: Page = { page: 1 }
client.get('/me', { query: page })

// K32: options are checked by the compiler as well.
// @ts-expect-error there is no such style
query({ arrays: 'bracket' })
// @ts-expect-error a transport is needed
createClient({ baseURL: 'https://api.test' })
// @ts-expect-error it takes a URL, not one that is left open
client.get(undefined)

// K30: a layer that changes the answer's data changes its type as well.
interface Envelope<Data> {
  readonly code: number
  readonly data: Data
}
interface Enveloped extends Shape {
  readonly data: Envelope<this['named']>
}
declare const wrapping: Layer<{ envelope?: boolean }, Nothing, Enveloped>
const enveloped = client.use(wrapping).use(query())
async function unwrapped(): Promise<void> {
  const { data } = await enveloped.get<User>('/me', { envelope: true })
  same<typeof data, Envelope<User>>(true)
  const posted = await enveloped.use(loading({ show() {}, hide() {} })).post<User>('/me')
  same<typeof posted.data, Envelope<User>>(true)
  // @ts-expect-error the layer wraps what the caller names
  posted.data.name
}
// The last one that changes it counts.
declare const bare: Layer<Nothing, Nothing, AsNamed>
const named: Call<User> = enveloped.use(bare).get<User>('/me')

// K30: the envelope's `pick` is in the type of the answer.
async function opened(): Promise<void> {
  const { data: user } = await client.use(envelope()).get<User>('/me')
  same<typeof user, User>(true)
  const whole = client.use(envelope({ pick: 'body' })).use(query())
  const { data: body } = await whole.get<User>('/me', { envelope: true })
  same<typeof body, EnvelopeBody<User>>(true)
  same<typeof body.data, User>(true)
  same<typeof body.code, string | number | boolean>(true)
  same<typeof body.msg, string | undefined>(true)
  // @ts-expect-error the body has no such field
  body.message
  const named = {
    pick: 'body',
    code: 'meta.ret',
    data: 'result',
    message: 'meta.text',
  } as const
  const { data: own } = await client.use(envelope(named)).upload<User>('/a', uploads)
  same<typeof own.result, User>(true)
  same<typeof own.meta.ret, string | number | boolean>(true)
  same<typeof own.meta.text, string | undefined>(true)
  const { data: path } = await whole.download('/a')
  same<typeof path, string>(true)
}
// @ts-expect-error the client has no envelope
client.get('/me', { envelope: false })
// @ts-expect-error there is nothing else to pick
envelope({ pick: 'code' })
// @ts-expect-error a code is no object
envelope({ good: [{}] })

// K13: what a business error says is typed, and known by its guard.
function sayings(failure: unknown): string | number | boolean | undefined {
  if (!isBusinessError(failure)) return serverMessage(failure)
  const code: 'business' = failure.code
  return failure.serverMessage ?? failure.businessCode ?? code
}

// K30: a retry has its per-request option and its event.
const patient = client.use(
  retry({ shouldRetry: ({ error }) => error?.code === 'network' }),
)
patient.post('/search', {}, { retry: true })
patient.on('retry', ({ id, attempt, delayMs, code, status }) => {
  same<typeof code, ErrorCode | undefined>(true)
  return [id, attempt, delayMs, status]
})
retry({ idempotencyKey: ({ url }) => (url === '/orders' ? 'k1' : undefined) })
// @ts-expect-error it is true or false
patient.get('/me', { retry: 3 })
// @ts-expect-error the client has no retry
client.get('/me', { retry: false })
// @ts-expect-error the client has no retry
client.on('retry', () => {})

// K30: uploads, downloads and streams are typed, with the options of the layers.
const uploads: UploadOptions = { filePath: 'a', formData: { n: 1 }, name: 'b' }
const downloads: DownloadOptions = { onProgress: ({ loaded, total }) => loaded / total }
async function transfers(): Promise<void> {
  const { data: user } = await client.upload<User>('/me', { ...uploads, timeout: 5 })
  same<typeof user, User>(true)
  const { data: nothing } = await client.upload('/me', uploads)
  same<typeof nothing, unknown>(true)
  const { data: path } = await client.download('/a', { ...downloads, query: { a: 1 } })
  same<typeof path, string>(true)
  const { data: stream } = await client.stream('/a', { method: 'POST', data: {} })
  same<typeof stream, ByteStream>(true)
  for await (const piece of stream) same<typeof piece, Uint8Array>(true)
  for await (const text of textOf(stream)) same<typeof text, string>(true)
  for await (const line of linesOf(stream)) same<typeof line, string>(true)
  await eventsOf(stream).each(event => same<typeof event, ServerSentEvent>(true))
  await eventsOf(stream).each(async ({ data }) => data)
  // @ts-expect-error an event has no such field
  await eventsOf(stream).each(({ text }) => text)
}
whole.upload('/a', { filePath: 'a', loading: false, auth: false }).abort()
whole.download('/a', { loading: { title: '' }, auth: true }).abort()
whole.stream('/a', { loading: false }).abort()
// @ts-expect-error the client has no loading layer
client.upload('/a', { filePath: 'a', loading: false })
// @ts-expect-error the client has no loading layer
client.download('/a', { loading: false })
// @ts-expect-error the client has no loading layer
client.stream('/a', { loading: false })
client.upload('/a', { filePath: 'a', formData: page })
// @ts-expect-error a file is needed
client.upload('/a', { formData: {} })
// @ts-expect-error a file is needed
client.upload('/a')
// @ts-expect-error the form is the body
client.upload('/a', { filePath: 'a', data: {} })
// @ts-expect-error a form is sent by POST
client.upload('/a', { filePath: 'a', method: 'PUT' })
// @ts-expect-error a file is fetched by GET
client.download('/a', { method: 'POST' })
// @ts-expect-error a file has no body to read
client.download('/a', { responseType: 'text' })
client.upload('/a', { file: {} })
// @ts-expect-error a file has a path, or is one
client.upload('/a', { file: {}, filePath: 'a' })
// @ts-expect-error progress is told in bytes
client.download('/a', { onProgress: ({ percent }) => percent })
client.request({ url: '/a', transfer: { kind: 'upload', filePath: 'a' } })
// @ts-expect-error there is no such transfer
client.request({ url: '/a', transfer: { kind: 'socket' } })

// K30: what a layer makes of the answer's data holds for an upload, and for it alone.
async function shaped(): Promise<void> {
  const { data: user } = await enveloped.upload<User>('/a', { filePath: 'a' })
  same<typeof user, Envelope<User>>(true)
  const { data: path } = await enveloped.download('/a')
  same<typeof path, string>(true)
  const { data: stream } = await enveloped.stream('/a', { envelope: true })
  same<typeof stream, ByteStream>(true)
}

export {
  answers,
  call,
  caught,
  clients,
  code,
  exhausted,
  fewer,
  layer,
  named,
  off,
  opened,
  sayings,
  shaped,
  signals,
  told,
  transfers,
  unknownCode,
  unwrapped,
}
