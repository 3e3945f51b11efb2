import type { FetchAnswer, FetchRequest } from './host'
import { type OnProgress, tell } from './progress'

interface Xhr {
  responseType: 'blob'
  withCredentials: boolean
  readonly status: number
  readonly response: Pick<FetchAnswer, 'text' | 'arrayBuffer'>
  readonly upload: {
    onprogress(event: { readonly loaded: number; readonly total: number }): void
  }
  onload(): void
  onerror(): void
  onabort(): void
  open(method: string, url: string): void
  setRequestHeader(name: string, value: string): void
  getAllResponseHeaders(): string
  send(body: unknown): void
  abort(): void
}

declare const XMLHttpRequest: (new () => Xhr) | undefined

/** Whether the host has what `fetch` lacks: it tells how much of a body has left. */
export function hasXhr(): boolean {
  return typeof XMLHttpRequest === 'function'
}

/** Sends as `fetch` does, and tells how far it is. */
export function sendByXhr(
  url: string,
  { method, headers, body, signal, credentials }: FetchRequest,
  onProgress: OnProgress,
): Promise<FetchAnswer> {
  return new Promise((resolve, reject) => {
    const xhr = new (XMLHttpRequest as new () => Xhr)()
    const fail = () => reject(new TypeError('the upload failed'))
    xhr.onload = () => resolve(answerOf(xhr))
    xhr.onerror = fail
    xhr.onabort = fail
    xhr.upload.onprogress = ({ loaded, total }) => {
      tell(onProgress, { loaded, total })
    }
    xhr.open(method, url)
    // Its text is UTF-8 then, whatever the answer says, as that of `fetch`.
    xhr.responseType = 'blob'
    xhr.withCredentials = credentials === 'include'
    for (const name of Object.keys(headers)) {
      xhr.setRequestHeader(name, headers[name] as string)
    }
    signal.addEventListener('abort', () => xhr.abort())
    xhr.send(body)
  })
}

/** In the form of `fetch`. */
function answerOf(xhr: Xhr): FetchAnswer {
  const { status, response } = xhr
  return {
    status,
    headers: {
      forEach(run) {
        for (const line of xhr.getAllResponseHeaders().split('\r\n')) {
          const [name, ...value] = line.split(':')
          if (name) run(value.join(':').trim(), name)
        }
      },
    },
    text: () => response.text(),
    arrayBuffer: () => response.arrayBuffer(),
    blob: async () => response as never,
  }
}
