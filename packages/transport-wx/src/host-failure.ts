import { type ErrorFacts, RequestError, type RequestErrorCode } from '@allium/core'
import { withoutQuery } from './without-query'

/** What a failure means, and whether the server may have seen the request. */
interface Meaning {
  readonly code: RequestErrorCode
  /** Errors of WeChat's public list; they are the same in every language. */
  readonly errnos: readonly number[]
  readonly text: RegExp
  /** Numbers of other lists: Alipay's `error`, the cloud's `errCode`. */
  readonly numbers: readonly number[]
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
    numbers: [4, 11],
    sent: false,
    words: 'the domain is not allowed; add it to the mini program’s request domains',
  },
  {
    code: 'invalid',
    errnos: [101, 600005, 600009, 600010, 600011],
    text: /invalid url|method is invalid|无效(参数|的)|cloud\.init/i,
    numbers: [2, 102005, 40097, -501000, -606001],
    sent: false,
    words: 'the host refused the request as it is',
  },
  {
    code: 'invalid',
    errnos: [],
    text: /file (not found|error)|no such file|permission denied|FileNotFound|文件不存在/i,
    numbers: [],
    sent: false,
    words: 'the host cannot read or write the file',
  },
  {
    code: 'interrupted',
    errnos: [600003],
    text: /interrupted/i,
    numbers: [],
    sent: true,
    words: 'interrupted; the app had been in the background for five seconds',
  },
  {
    code: 'tls',
    errnos: [],
    text: /\bssl\b|\btls\b|certificate|ERR_CERT|ERR_SSL|证书/i,
    numbers: [],
    sent: false,
    words: 'no secure connection; check the server’s certificate',
  },
  {
    code: 'offline',
    errnos: [],
    // iOS says it in the phone's language.
    text: /INTERNET_DISCONNECTED|errcode:-106\b|network is (down|not connected)|to be offline|断开与互联网|不允许数据连接/i,
    numbers: [],
    sent: false,
    words: 'the phone is offline',
  },
  {
    code: 'network',
    // More tasks than the host takes; DNS by HTTP; the cellular network does not bind.
    errnos: [
      600007, 602101, 602102, 602103, 602104, 602105, 602106, 602107, 602108, 602301,
    ],
    text: /CONNECTION_REFUSED|NAME_NOT_RESOLVED|ADDRESS_UNREACHABLE|CONNECTION_TIMED_OUT|ERR_CONNECTION_FAILED|resolve host|specified hostname|connect to the server|指定主机名|连接到?服务器/i,
    numbers: [],
    sent: false,
    words: 'no connection to the server',
  },
  {
    code: 'timeout',
    errnos: [5],
    text: /time(d)?[ _]?out|超时|超時|逾時/i,
    numbers: [13, 102002],
    sent: true,
    words: 'no answer in time, says the host',
  },
  {
    code: 'aborted',
    errnos: [1],
    text: /abort|cancel/i,
    numbers: [9],
    sent: true,
    words: 'aborted by the host',
  },
  {
    code: 'unreadable',
    errnos: [],
    text: /JSON parse/i,
    numbers: [14, -606002],
    sent: true,
    words: 'the host could not read the answer',
  },
]

const unknown: Pick<Meaning, 'code' | 'sent' | 'words'> = {
  code: 'network',
  sent: true,
  words: 'the connection failed',
}

/**
 * The error of a host's failure: `errno` says it best, its text next, some say nothing.
 * What cannot have reached a server, whatever the host says, has not `left`.
 */
export function hostFailure(
  request: ErrorFacts['request'],
  failure: unknown,
  attempt: number,
  left = true,
): RequestError {
  const cause = withoutQuery(failure, request.url)
  const { errno, error, errCode } = Object(cause) as Record<string, number | undefined>
  const text = textOf(cause)
  const number = error ?? errCode ?? Number(/errCode: ?(-?\d+)/i.exec(text)?.[1])
  const { code, sent, words } =
    meanings.find(({ errnos }) => errnos.includes(errno as number)) ??
    meanings.find(meaning => meaning.text.test(text)) ??
    meanings.find(({ numbers }) => numbers.includes(number)) ??
    unknown
  const facts = { request, message: words, attempt, sent: left && sent, cause }
  return new RequestError(code, facts)
}

function textOf(failure: unknown): string {
  const { errMsg, errorMessage, message } = Object(failure) as Record<string, unknown>
  const texts = [errMsg, errorMessage, message, failure]
  return (texts.find(each => typeof each === 'string') as string | undefined) ?? ''
}
