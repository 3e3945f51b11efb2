import type { FetchAnswer } from '../../src/index'

/** Where a secret may stand. */
export type Place =
  | 'query'
  | 'header'
  | 'body'
  | 'form'
  | 'path'
  | 'option'
  | 'answer'
  | 'setCookie'
  | 'field'
  | 'words'
  | 'behind'

/** A secret for each place. */
export type Secrets = Readonly<Record<Place, string>>

export const places: readonly Place[] = [
  ...(['query', 'header', 'body', 'form', 'path', 'option'] as const),
  ...(['answer', 'setCookie', 'field', 'words', 'behind'] as const),
]

/** A host that tells more than it should, in one of the ways that hosts have. */
export type Telling = (url: string, secrets: Secrets) => Promise<FetchAnswer>

/** How a host quotes the URL that it was given. */
const quotes: ReadonlyArray<(url: string) => string> = [
  url => url,
  url => decodeURIComponent(url),
  url => decodeURI(url),
  url => decodeURIComponent(url.replace(/\+/g, ' ')),
  url => new URL(url).href,
  url => `"${url}"`,
  url => `(${url}):`,
  url => `${url}#top`,
]

/** What systems call a failure; it decides what the failure is taken for. */
const systemCodes = [
  ...['ECONNREFUSED', 'ECONNRESET', 'CERT_HAS_EXPIRED', 'UND_ERR_BODY_TIMEOUT'],
  ...['AbortError', undefined],
]

/** An error as Node's `fetch` knows it, behind another: the URL is quoted wherever one can. */
function failure(url: string, { words, behind }: Secrets, at: number): Error {
  const quoted = quotes[at % quotes.length]?.(url)
  const code = systemCodes[at % systemCodes.length]
  const inner = Object.assign(new Error(`connect ${behind} ${quoted}`), {
    ...(code && { code }),
    input: quoted,
    path: quoted,
  })
  const deep = { in: { in: { in: { in: { words, url } } } } }
  const causes = [inner, { errors: [inner] }, quoted, deep, undefined]
  const outer = new TypeError(
    at % 2 ? 'fetch failed' : `fetch failed: ${words} ${quoted}`,
  )
  const cause = causes[at % causes.length]
  return Object.defineProperty(outer, 'cause', { value: cause, configurable: true })
}

/** The error of a `fetch` that has a class of its own for it. */
class FetchError extends Error {
  get [Symbol.toStringTag](): string {
    return 'FetchError'
  }
}

function answer(at: number, secrets: Secrets): Response {
  const status = [200, 401, 404, 500, 200][at % 5] as number
  const texts = [`{"token":"${secrets.answer}"}`, `<html>${secrets.answer}`]
  const headers = new Headers({ 'X-Token': secrets.field })
  headers.append('Set-Cookie', `sid=${secrets.setCookie}`)
  return new Response(texts[at % texts.length], { status, headers })
}

/** Its head came; its body is cut with that failure, however it is read. */
function cutAnswer(at: number, secrets: Secrets, failed: unknown): FetchAnswer {
  const { status, headers } = answer(at, secrets)
  const cut = () => Promise.reject(failed)
  const body = at % 2 ? { getReader: () => ({ read: cut }) } : null
  return { status, headers, body, text: cut, arrayBuffer: cut, blob: cut }
}

/** The ways, by name; the number picks the words. */
export const tellings: Readonly<Record<string, (at: number) => Telling>> = {
  answered: at => async (_, secrets) => answer(at, secrets),
  hidden: () => async () => Response.error(),
  failed: at => async (url, secrets) => {
    throw failure(url, secrets, at)
  },
  'failed with an exception of the web': at => async (url, secrets) => {
    throw new DOMException(failure(url, secrets, at).message, 'NetworkError')
  },
  'failed with an error of its own': at => async (url, secrets) => {
    const { message, cause } = failure(url, secrets, at) as Error & { cause: unknown }
    throw Object.assign(new FetchError(message), { cause })
  },
  'failed with a text': at => async (url, secrets) => {
    throw failure(url, secrets, at).message
  },
  'failed with an object': at => async (url, secrets) => {
    throw { ...failure(url, secrets, at), url }
  },
  thrown: at => (url, secrets) => {
    throw failure(url, secrets, at)
  },
  cut: at => async (url, secrets) => cutAnswer(at, secrets, failure(url, secrets, at)),
  'answered with nothing': () => async () => undefined as never,
  silent: () => () => new Promise(() => {}),
}

/** An XMLHttpRequest that does not get as far as sending. */
export function refusingXhr(secrets: Secrets, at: number): new () => object {
  return class {
    readonly upload: object = {}
    open(_: string, url: string): void {
      throw failure(url, secrets, at)
    }
  }
}
