import type { Call, LoadingView } from '@allium/core'
import type { Inspector } from '@allium/inspector'
import { type BackendName, catalog, type Running, type SetUp } from './catalog'
import { type Action, codeFor, control, type ServerState } from './control'

/** What a stage plays on. */
export interface StageParts {
  readonly name: BackendName
  readonly inspector: Inspector
  readonly screen: LoadingView
  readonly user: string
}

/** One backend with its set-up, and all that can be done to the two. */
export class Stage {
  readonly name: BackendName
  readonly setUp: SetUp
  user: string
  private readonly running: Running
  private readonly calls: Set<Call<unknown>> = new Set()
  private readonly unwatch: () => void

  constructor({ name, inspector, screen, user }: StageParts) {
    this.name = name
    this.user = user
    this.setUp = catalog[name]
    const made = this.setUp.make({ screen, code: () => codeFor(this.user) })
    this.running = { ...made, api: made.api.use(inspector.layer) }
    this.unwatch = inspector.watch(made.api, name)
  }

  get isSignedIn(): boolean {
    return this.running.session.credential() !== undefined
  }

  /** The server as it was at the beginning, and somebody signed in. */
  async begin(): Promise<void> {
    const { session } = this.running
    await control(this.name, 'reset')
    await session.reload()
    // Another tab may have signed in; and the server may have forgotten it since.
    if (this.isSignedIn) await this.send(1)
    if (!this.isSignedIn) await this.signIn()
    await control(this.name, 'reset')
  }

  /** Changes the server, or asks how it stands. */
  control(action?: Action, body?: object): Promise<ServerState> {
    return control(this.name, action, body)
  }

  /** Sends so many at once; settles when all have settled. */
  async send(count: number): Promise<void> {
    const urls = ['/items', '/me']
    const calls = Array.from({ length: count }, (_, index) => {
      const url = urls[index % urls.length] as string
      const call = this.running.api.request({ url, query: { page: index + 1 } })
      this.calls.add(call)
      return call
    })
    await Promise.allSettled(calls)
    for (const call of calls) this.calls.delete(call)
  }

  abort(): void {
    for (const call of this.calls) call.abort()
  }

  async signIn(user = this.user): Promise<void> {
    await this.control('heal')
    if (user !== this.user && this.isSignedIn) await this.signOut()
    this.user = user
    await this.running.signIn(user)
  }

  /** Another tab has changed who is signed in. */
  follow(user: string): Promise<void> {
    this.user = user
    return this.running.session.reload()
  }

  signOut(): Promise<void> {
    return this.running.session.signOut()
  }

  /** Ends all that is under way, and is heard of no more. */
  close(): void {
    this.abort()
    this.unwatch()
    this.running.session.dispose()
  }
}
