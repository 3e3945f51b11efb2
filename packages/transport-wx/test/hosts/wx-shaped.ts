import type { NodeWx } from '@allium/testing'
import type { RequestHost } from '../../src/index'

type Api = 'request' | 'uploadFile' | 'downloadFile'

/** What the documentation of a host of WeChat's shape has of each of its three functions. */
export interface Shape {
  /** The options that it knows, besides `url`, `header` and the callbacks. */
  readonly options: Readonly<Record<Api, readonly string[]>>
  /** The members of what `success` is called with. */
  readonly answers: Readonly<Record<Api, readonly string[]>>
  /** The methods of what it returns. */
  readonly tasks: Readonly<Record<Api, readonly string[]>>
  /** What `fail` is called with, where WeChat would say this. */
  failure(errMsg: string): object
}

interface Callbacks {
  success(given: object): void
  fail(given: object): void
  complete(given: object): void
}

/** A host with no more than its documentation has: what is not written there is left out. */
export function wxShaped(wx: NodeWx, shape: Shape): RequestHost {
  const as = (api: Api) => (options: object) => {
    const { success, fail, complete } = options as Callbacks
    const both = (tell: (given: object) => void, given: object) => {
      tell(given)
      complete(given)
    }
    const call = wx[api] as (options: object) => object
    const task = call({
      ...only(options, ['url', 'header', ...shape.options[api]]),
      success: (answer: object) => both(success, only(answer, shape.answers[api])),
      fail: ({ errMsg }: { errMsg: string }) => both(fail, shape.failure(errMsg)),
    })
    return only(task, shape.tasks[api])
  }
  return {
    request: as('request'),
    uploadFile: as('uploadFile'),
    downloadFile: as('downloadFile'),
  }
}

function only(whole: object, names: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(whole).filter(([name]) => names.includes(name)),
  )
}
