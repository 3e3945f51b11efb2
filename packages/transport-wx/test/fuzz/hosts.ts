import type { HostRequest } from '../../src/index'

/** Where a secret may stand. */
export type Place =
  | 'query'
  | 'header'
  | 'cookie'
  | 'body'
  | 'form'
  | 'path'
  | 'option'
  | 'reason'
  | 'answer'
  | 'setCookie'
  | 'field'
  | 'words'
  | 'exception'
  | 'left'

/** A secret for each place. */
export type Secrets = Readonly<Record<Place, string>>

export const places: readonly Place[] = [
  ...(['query', 'header', 'cookie', 'body', 'form', 'path', 'option'] as const),
  ...(['reason', 'answer', 'setCookie', 'field', 'words', 'exception', 'left'] as const),
]

/** A host that tells more than it should, in one of the ways that hosts have. */
export type Telling = (options: HostRequest, secrets: Secrets) => unknown

/** How a host quotes the URL that it was given. */
const quotes: ReadonlyArray<(url: string) => string> = [
  url => url,
  url => decodeURIComponent(url),
  url => decodeURI(url),
  url => `"${url}"`,
  url => `(${url}):`,
  url => `${url}#top`,
]

/** What hosts say of a failure; the words decide what it is taken for. */
const sayings = [
  ...['timeout', 'abort', 'interrupted', 'ssl hand shake error', 'fail'],
  ...['errcode:-106 net::ERR_INTERNET_DISCONNECTED', 'invalid url', 'JSON parse'],
  ...['url not in domain list', 'no such file', 'net::ERR_CONNECTION_REFUSED'],
]

function answer(status: number, data: unknown, secrets: Secrets): object {
  return {
    statusCode: status,
    data,
    header: { 'Set-Cookie': `sid=${secrets.setCookie}`, 'X-Token': secrets.field },
    cookies: [`sid=${secrets.setCookie}`],
    tempFilePath: `wxfile://${secrets.left}`,
    errMsg: 'request:ok',
    exception: { reasons: [{ errMsg: secrets.exception }] },
  }
}

/** A failure that quotes the URL, and says more beside. */
function failure(url: string, secrets: Secrets, at: number): object {
  const saying = sayings[at % sayings.length]
  const quoted = quotes[at % quotes.length]?.(url)
  return {
    errMsg: `request:fail ${saying}, ${quoted}: ${secrets.words}`,
    errno: at % 3 === 0 ? 600001 : undefined,
    exception: { reasons: [{ errMsg: `${secrets.exception} ${quoted}` }] },
    header: { 'X-Token': secrets.field },
    data: secrets.answer,
  }
}

/** The ways, by name; the number picks the words. */
export const tellings: Readonly<Record<string, (at: number) => Telling>> = {
  answered: at => (options, secrets) => {
    const status = [200, 401, 404, 500, 302][at % 5] as number
    const bodies = [{ token: secrets.answer }, JSON.stringify([secrets.answer])]
    const texts = [`<html>${secrets.answer}`, `{"token":"${secrets.answer}`]
    options.success?.(answer(status, [...bodies, ...texts][at % 4], secrets))
  },
  failed: at => (options, secrets) => options.fail?.(failure(options.url, secrets, at)),
  'failed with an error': at => (options, secrets) => {
    const told = failure(options.url, secrets, at)
    const { errMsg } = told as { errMsg: string }
    options.fail?.(Object.assign(new Error(errMsg), told))
  },
  'failed with a text': at => (options, secrets) =>
    options.fail?.((failure(options.url, secrets, at) as { errMsg: string }).errMsg),
  thrown: at => (options, secrets) => {
    const told = failure(options.url, secrets, at)
    throw Object.assign(new TypeError(secrets.words), told)
  },
  rejected: at => (options, secrets) => Promise.reject(failure(options.url, secrets, at)),
  'called back for nothing': () => options => options.success?.(undefined as never),
  'called back twice': at => (options, secrets) => {
    options.fail?.(failure(options.url, secrets, at))
    options.success?.(answer(200, secrets.answer, secrets))
  },
  silent: () => () => undefined,
}
