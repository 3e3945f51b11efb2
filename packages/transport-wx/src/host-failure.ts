import {
  type ErrorFacts,
  RequestError,
  type RequestErrorCode,
  withoutQuery,
} from '@allium/core'

/**
 * What a failure means: by what hosts say, the code, whether the server may have seen the
 * request, the fact and its likely cause.
 *
 * Words stand beside numbers, each with the list that it is from, for each means another
 * thing elsewhere: `wx` is `errno`, WeChat's public list, the same in every language; `my`
 * Alipay's `error`; `cloud` the cloud's and Baidu's `errCode`; `tt` Douyin's `errNo`; `swan`
 * Baidu's `errorCode`.
 */
type Meaning = readonly [
  said: RegExp,
  code: RequestErrorCode,
  sent: boolean,
  message: string,
]

// The first that fits holds. The two that quote a URL stand first, for it may hold any
// word; of the others, what is said in more detail stands before the general.
const meanings: readonly Meaning[] = [
  [
    /^wx600002$|not in domain list|^my(4|11)$|^tt21100$/i,
    'domain',
    false,
    'the domain is not allowed; add it to the request domains',
  ],
  [
    /^wx(101|6000(05|09|10|11))$|invalid url|method is invalid|无效(参数|的)|cloud\.init|^my2$|^cloud(102005|40097|-501000|-606001|20[12])$|^swan4$/i,
    'invalid',
    false,
    'the host refused the request as it is',
  ],
  [
    /file ?not ?found|file error|no such file|permission denied|文件不存在/i,
    'invalid',
    false,
    'the host cannot read or write the file',
  ],
  [
    /^wx600003$|interrupted/i,
    'interrupted',
    true,
    'interrupted; the app was in the background',
  ],
  [
    /\b(ssl|tls)\b|certificate|ERR_(CERT|SSL)|证书/i,
    'tls',
    false,
    'no secure connection; check the certificate',
  ],
  [
    // iOS says it in the phone's language.
    /INTERNET_DISCONNECTED|errcode:-106\b|network is (down|not connected)|to be offline|断开与互联网|不允许数据连接/i,
    'offline',
    false,
    'the phone is offline',
  ],
  [
    // By number: more tasks than the host takes, DNS by HTTP, a cellular network not bound.
    /^wx(600007|60210[1-8]|602301)$|CONNECTION_(REFUSED|TIMED_OUT|FAILED)|NAME_NOT_RESOLVED|ADDRESS_UNREACHABLE|resolve host|specified hostname|connect to the server|指定主机名|连接到?服务器/i,
    'network',
    false,
    'no connection to the server',
  ],
  [
    /^wx5$|timed?[ _]?out|[超逾][时時]|^my13$|^cloud102002$|^tt21103$/i,
    'timeout',
    true,
    'no answer in time, says the host',
  ],
  [/^wx1$|abort|cancel|^my9$/i, 'aborted', true, 'aborted by the host'],
  [
    /JSON parse|^my14$|^cloud-606002$/i,
    'unreadable',
    true,
    'the host could not read the answer',
  ],
]

const unknown: Meaning = [/^/, 'network', true, 'the connection failed']

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
  const [, code, sent, message] = meaningOf(cause)
  return new RequestError(code, { request, message, attempt, sent: left && sent, cause })
}

function meaningOf(failure: unknown): Meaning {
  const given = Object(failure) as Record<string, unknown>
  const texts = [given.errMsg, given.errorMessage, given.message, failure]
  const text = String(texts.find(each => typeof each === 'string') ?? '')
  // The cloud's number may stand in its words alone.
  const { errCode: cloud = Number(/errCode: ?(-?\d+)/i.exec(text)?.[1]) } = given
  const { errno: wx, error: my, errNo: tt, errorCode: swan } = given
  for (const [list, said] of Object.entries({ wx, '': text, my, cloud, tt, swan })) {
    if (list !== '' && typeof said !== 'number') continue
    const meaning = meanings.find(([words]) => words.test(list + said))
    if (meaning !== undefined) return meaning
  }
  return unknown
}
