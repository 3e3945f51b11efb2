import { RequestError, type RequestErrorCode, type WireRequest } from '@allium/core'
import { withoutQuery } from './without-query'

/** What a failure means, and whether the server may have seen the request. */
interface Meaning {
  readonly code: RequestErrorCode
  /** Errors of WeChat's public list; they are the same in every language. */
  readonly errnos: readonly number[]
  readonly text: RegExp
  readonly sent: boolean
  /** The fact, then the likely cause. */
  readonly words: string
}

// The first that fits holds. The two that quote a URL stand first, for it may hold any
// word; of the others, what is said in more detail stands before the general.
const meanings: readonly Meaning[] = [
  {
    code: 'domain',
    errnos: [600002],
    text: /not in domain list/i,
    sent: false,
    words: 'the domain is not allowed; add it to the mini program’s request domains',
  },
  {
    code: 'invalid',
    errnos: [101, 600005, 600009, 600010, 600011],
    text: /invalid url|method is invalid/i,
    sent: false,
    words: 'the host refused the request as it is',
  },
  {
    code: 'invalid',
    errnos: [],
    text: /file not found|no such file|permission denied/i,
    sent: false,
    words: 'the host cannot read or write the file',
  },
  {
    code: 'interrupted',
    errnos: [600003],
    text: /interrupted/i,
    sent: true,
    words: 'interrupted; the app had been in the background for five seconds',
  },
  {
    code: 'tls',
    errnos: [],
    text: /\bssl\b|\btls\b|certificate|ERR_CERT|ERR_SSL/i,
    sent: false,
    words: 'no secure connection; check the server’s certificate',
  },
  {
    code: 'offline',
    errnos: [],
    text: /INTERNET_DISCONNECTED|errcode:-106\b|network is (down|not connected)/i,
    sent: false,
    words: 'the phone is offline',
  },
  {
    code: 'network',
    // 600007: more tasks than the host takes.
    errnos: [600007],
    text: /CONNECTION_REFUSED|NAME_NOT_RESOLVED|ADDRESS_UNREACHABLE|CONNECTION_TIMED_OUT|ERR_CONNECTION_FAILED/i,
    sent: false,
    words: 'no connection to the server',
  },
  {
    code: 'timeout',
    errnos: [5],
    // iOS says it in the phone's language.
    text: /time(d)?[ _]?out|超时|超時|逾時/i,
    sent: true,
    words: 'no answer in time, says the host',
  },
  {
    code: 'aborted',
    errnos: [1],
    text: /abort|cancel/i,
    sent: true,
    words: 'aborted by the host',
  },
]

const unknown: Omit<Meaning, 'errnos' | 'text'> = {
  code: 'network',
  sent: true,
  words: 'the connection failed',
}

/** The error of a host's failure: `errno` says it best, its text next, some say nothing. */
export function hostFailure(
  request: WireRequest,
  failure: unknown,
  attempt: number,
): RequestError {
  const cause = withoutQuery(failure, request.url)
  const { errno } = Object(cause) as { errno?: number }
  const text = textOf(cause)
  const { code, sent, words } =
    meanings.find(meaning => meaning.errnos.includes(errno as number)) ??
    meanings.find(meaning => meaning.text.test(text)) ??
    unknown
  return new RequestError(code, { request, message: words, attempt, sent, cause })
}

function textOf(failure: unknown): string {
  const { errMsg, message } = Object(failure) as Record<string, unknown>
  const text = [errMsg, message, failure].find(each => typeof each === 'string')
  return (text as string | undefined) ?? ''
}
