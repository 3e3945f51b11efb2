// Compile-only: `tsc -p .` is the test. Nothing here runs.
import {
  type Client,
  createClient,
  type EnvelopeRequestOptions,
  envelope,
  type Layer,
  type LoadingRequestOptions,
  loading,
  type Transport,
} from '@allium/core'
import { type AuthRequestOptions, auth, type Session } from '@allium/middleware-auth'
import axios, { type AxiosAdapter, type AxiosInstance, type AxiosStatic } from 'axios'
import {
  type AlliumAdapterOptions,
  type AlliumClient,
  type AlliumOptions,
  alliumAdapter,
  type GivenAxios,
} from '../src/index'

declare const transport: Transport
declare const session: Session

/** Fails to compile unless both types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Same<A, B>): void => {}

const client = createClient({ transport })
  .use(loading({ show() {}, hide() {} }))
  .use(envelope({ pick: 'body' }))
  .use(auth({ session }))

// Any client fits, whatever its layers; the axios that is imported fits.
const adapter = alliumAdapter(client, { axios })
same<typeof adapter, AxiosAdapter>(true)
alliumAdapter(createClient({ transport }))
declare const star: AxiosStatic
const given: GivenAxios = star
const options: AlliumAdapterOptions = { axios: given }
const none: AlliumAdapterOptions = { axios: undefined }
const any: AlliumClient = client
alliumAdapter(any, none)
alliumAdapter(any, options)

// @ts-expect-error an instance has no classes
alliumAdapter(client, { axios: axios.create() })
// @ts-expect-error there is no such option
alliumAdapter(client, { timeout: 1 })
// @ts-expect-error what is no client
alliumAdapter({})

// What axios makes of it is an instance like any other.
const api: AxiosInstance = axios.create({ adapter })
api.get<{ name: string }>('/me').then(({ data }) => {
  same<typeof data, { name: string }>(true)
})

// What an app writes once, to have its layers' options typed in every call. (Of its own
// client it may say `typeof client`: this file names the options for its compiler's sake.)
type Shop = Client<LoadingRequestOptions & EnvelopeRequestOptions & AuthRequestOptions>
const said: AlliumOptions<typeof client> = {} as AlliumOptions<Shop>
const asked: AlliumOptions<Shop> = said
declare module 'axios' {
  interface AxiosRequestConfig<D, P> {
    allium?: AlliumOptions<Shop>
  }
}
api.get('/login', {
  allium: { auth: false, loading: { title: '登录中' }, envelope: false },
})
api.post('/a', {}, { allium: { deadline: 5_000, layers: [], priority: 1 } })
// @ts-expect-error no layer of this client has it
api.get('/a', { allium: { cache: true } })
// @ts-expect-error axios has a word of its own for it
api.get('/a', { allium: { timeout: 5 } })
// @ts-expect-error true or false
api.get('/a', { allium: { auth: 'no' } })

// A layer whose option must be given is the caller's to remember: axios cannot ask for it.
const strict: Layer<{ tenant: string }> = (_, next) => next()
const tenant = createClient({ transport }).use(strict)
alliumAdapter(tenant)
// @ts-expect-error `tenant` is missing
const missing: AlliumOptions<typeof tenant> = {}
const right: AlliumOptions<typeof tenant> = { tenant: 'a', deadline: 1 }
export const used: unknown[] = [missing, right, asked]
