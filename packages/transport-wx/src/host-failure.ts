import { type ErrorFacts, RequestError, type RequestErrorCode } from '@allium/core'
import { withoutQuery } from './without-query'

/** Where other lists than WeChat's have their numbers. */
const fields = ['error', 'errCode', 'errNo', 'errorCode'] as const

type Field = (typeof fields)[number]

/** What a failure means, and whether the server may have seen the request. */
interface Meaning {
  readonly code: RequestErrorCode
  /** Errors of WeChat's public list; they are the same in every language. */
  readonly errnos: readonly number[]
  readonly text: RegExp
  /**
   * Numbers of other lists, by the field they come in, for each means another thing elsewhere:
   * Alipay's `error`, the cloud's and Baidu's `errCode`, Douyin's `errNo`, Baidu's `errorCode`.
   */
  readonly numbers?: Readonly<Partial<Record<Field, readonly number[]>>>
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
    numbers: { error: [4, 11], errNo: [21100] },
    sent: false,
    words: 'the domain is not allowed; add it to the mini program’s request domains',
  },
  {
    code: 'invalid',
    errnos: [101, 600005, 600009, 600010, 600011],
    text: /invalid url|method is invalid|无效(参数|的)|cloud\.init/i,
    numbers: {
      error: [2],
      errCode: [102005, 40097, -501000, -606001, 201, 202],
      errorCode: [4],
    },
    sent: false,
    words: 'the host refused the request as it is',
  },
  {
    code: 'invalid',
    errnos: [],
    text: /file (not found|error)|no such file|permission denied|FileNotFound|文件不存在/i,
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
    text: /\bssl\b|\btls\b|certificate|ERR_CERT|ERR_SSL|证书/i,
    sent: false,
    words: 'no secure connection; check the server’s certificate',
  },
  {
    code: 'offline',
    errnos: [],
    // iOS says it in the phone's language.
    text: /INTERNET_DISCONNECTED|errcode:-106\b|network is (down|not connected)|to be offline|断开与互联网|不允许数据连接/i,
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
    sent: false,
    words: 'no connection to the server',
  },
  {
    code: 'timeout',
    errnos: [5],
    text: /time(d)?[ _]?out|超时|超時|逾時/i,
    numbers: { error: [13], errCode: [102002], errNo: [21103] },
    sent: true,
    words: 'no answer in time, says the host',
  },
  {
    code: 'aborted',
    errnos: [1],
    text: /abort|cancel/i,
    numbers: { error: [9] },
    sent: true,
    words: 'aborted by the host',
  },
  {
    code: 'unreadable',
    errnos: [],
    text: /JSON parse/i,
    numbers: { error: [14], errCode: [-606002] },
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
  const text = textOf(cause)
  const { errno, ...told } = numbersOf(cause, text)
  const { code, sent, words } =
    meanings.find(({ errnos }) => errnos.includes(errno)) ??
    meanings.find(meaning => meaning.text.test(text)) ??
    meanings.find(({ numbers = {} }) =>
      fields.some(field => numbers[field]?.includes(told[field])),
    ) ??
    unknown
  const facts = { request, message: words, attempt, sent: left && sent, cause }
  return new RequestError(code, facts)
}

/** What stands where numbers do; the cloud's may stand in its words alone. */
function numbersOf(failure: unknown, text: string): Record<Field | 'errno', number> {
  const inWords = Number(/errCode: ?(-?\d+)/i.exec(text)?.[1])
  const { errno, error, errCode = inWords, errNo, errorCode } = Object(failure)
  return { errno, error, errCode, errNo, errorCode }
}

function textOf(failure: unknown): string {
  const { errMsg, errorMessage, message } = Object(failure) as Record<string, unknown>
  const texts = [errMsg, errorMessage, message, failure]
  return (texts.find(each => typeof each === 'string') as string | undefined) ?? ''
}
