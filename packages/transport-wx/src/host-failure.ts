import { RequestError, type RequestErrorCode, type WireRequest } from '@allium/core'

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

// The first that fits holds, so what is said in more detail stands before the general.
const meanings: readonly Meaning[] = [
  {
    code: 'interrupted',
    errnos: [600003],
    text: /interrupted/i,
    sent: true,
    words: 'interrupted; the app had been in the background for five seconds',
  },
  {
    code: 'domain',
    errnos: [600002],
    text: /not in domain list/i,
    sent: false,
    words: 'the domain is not allowed; add it to the mini program’s request domains',
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
    errnos: [],
    text: /CONNECTION_REFUSED|NAME_NOT_RESOLVED|ADDRESS_UNREACHABLE|CONNECTION_TIMED_OUT|ERR_CONNECTION_FAILED/i,
    sent: false,
    words: 'no connection to the server',
  },
  {
    code: 'invalid',
    errnos: [101, 600005, 600009, 600010, 600011],
    text: /invalid url|method is invalid/i,
    sent: false,
    words: 'the host refused the request as it is',
  },
  {
    code: 'timeout',
    errnos: [5],
    // iOS says it in the phone's language.
    text: /time(d)?[ _]?out|超时|逾時/i,
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

/** The error of a host's failure: `errno` says it best, `errMsg` next, some say nothing. */
export function hostFailure(
  request: WireRequest,
  failure: unknown,
  attempt: number,
): RequestError {
  const { errno, errMsg, message } = Object(failure) as Record<string, unknown>
  const text = String(errMsg ?? message ?? '')
  const { code, sent, words } =
    meanings.find(meaning => meaning.errnos.includes(errno as number)) ??
    meanings.find(meaning => meaning.text.test(text)) ??
    unknown
  const cause = withoutQuery(failure, request)
  return new RequestError(code, { request, message: words, attempt, sent, cause })
}

/** Hosts quote the URL; its query values are nobody's business. */
function withoutQuery(failure: unknown, { url }: WireRequest): unknown {
  const { errMsg } = Object(failure) as { errMsg?: unknown }
  const query = url.split('?').slice(1).join('?')
  if (typeof errMsg !== 'string' || query === '' || !errMsg.includes(query))
    return failure
  return { ...(failure as object), errMsg: errMsg.split(query).join('…') }
}
