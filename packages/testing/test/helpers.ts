import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type {
  Callbacks,
  NodeWx,
  NodeWxRequestOptions,
  RequestFailure,
  RequestResult,
  RequestTask,
} from '../src/index'

/** A request as the server saw it, body read. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

export type Answering = (response: ServerResponse, seen: Seen) => void

export interface TestServer {
  /** `http://127.0.0.1:<port>`, without a slash. */
  readonly url: string
  /** All requests, in order of arrival of their last byte. */
  readonly seen: Seen[]
  /** How many connections were opened. */
  readonly connections: number
  /** How many of them are open. */
  readonly open: number
  close(): Promise<void>
}

/** Serves on an ephemeral port of 127.0.0.1. */
export async function serve(answer: Answering): Promise<TestServer> {
  const seen: Seen[] = []
  let connections = 0
  let open = 0
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    try {
      for await (const piece of request) pieces.push(piece)
    } catch {
      return // The client went away before its last byte.
    }
    const { method = '', url = '', headers, rawHeaders } = request
    const one = { method, url, headers, rawHeaders, body: Buffer.concat(pieces) }
    seen.push(one)
    answer(response, one)
  })
  // Long, so that a connection which keeps a process alive shows.
  server.keepAliveTimeout = 60_000
  server.on('connection', socket => {
    connections += 1
    open += 1
    socket.on('close', () => {
      open -= 1
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    get connections(): number {
      return connections
    },
    get open(): number {
      return open
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What a test opened, to be closed behind it even if it fails: else no process ends. */
export interface Fixtures {
  serve(answer: Answering): Promise<TestServer>
  /** Keeps something that has to be disposed of. */
  keep<T extends { dispose(): void }>(disposable: T): T
  close(): Promise<void>
}

export function fixtures(): Fixtures {
  const servers: TestServer[] = []
  const kept: Array<{ dispose(): void }> = []
  return {
    serve: async answer => {
      const server = await serve(answer)
      servers.push(server)
      return server
    },
    keep: disposable => {
      kept.push(disposable)
      return disposable
    },
    close: async () => {
      for (const disposable of kept.splice(0)) disposable.dispose()
      await Promise.all(servers.splice(0).map(server => server.close()))
    },
  }
}

/** A url on which nothing listens. */
export async function deadUrl(): Promise<string> {
  const server = await serve(response => response.end())
  await server.close()
  return server.url
}

/** How a request ended, with the order of its callbacks. */
export interface Ended {
  readonly calls: string[]
  readonly result?: RequestResult
  readonly error?: RequestFailure
}

/** Requests, and resolves when `complete` is called. */
export function requested(
  wx: NodeWx,
  options: NodeWxRequestOptions,
  onTask: (task: RequestTask) => void = () => {},
): Promise<Ended> {
  return new Promise(resolve => {
    const calls: string[] = []
    let ended: Omit<Ended, 'calls'> = {}
    const task = wx.request({
      ...options,
      success: result => {
        calls.push('success')
        ended = { result }
      },
      fail: error => {
        calls.push('fail')
        ended = { error }
      },
      complete: () => {
        calls.push('complete')
        resolve({ calls, ...ended })
      },
    })
    onTask(task)
  })
}

/** How any call ended, with the order of its callbacks. */
export interface Told<Result, Failure> {
  readonly calls: string[]
  readonly result?: Result
  readonly error?: Failure
}

/** Starts a call with all three callbacks, and resolves when `complete` is called. */
export function told<Result, Failure>(
  start: (callbacks: Required<Callbacks<Result, Failure>>) => unknown,
): Promise<Told<Result, Failure>> {
  return new Promise(resolve => {
    const calls: string[] = []
    let ending: Omit<Told<Result, Failure>, 'calls'> = {}
    start({
      success: result => {
        calls.push('success')
        ending = { result }
      },
      fail: error => {
        calls.push('fail')
        ending = { error }
      },
      complete: () => {
        calls.push('complete')
        resolve({ calls, ...ending })
      },
    })
  })
}

/** Waits until it is so, turn by turn; a test that waits in vain ends with an error. */
export async function until(isSo: () => boolean): Promise<void> {
  const givesUpAt = Date.now() + 5000
  while (!isSo()) {
    if (Date.now() > givesUpAt) throw new Error(`waited in vain for ${isSo}`)
    await new Promise(resolve => setImmediate(resolve))
  }
}
