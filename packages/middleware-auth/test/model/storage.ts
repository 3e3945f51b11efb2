import type { Credential, CredentialStorage } from '@allium/middleware-auth'

/** Settles when the scheduler says so. */
export type Later = (label: string) => Promise<void>

/** What a storage of the model has of its world. */
export interface StorageWorld {
  readonly isAsync: boolean
  readonly later: Later
  now(): number
  note(line: string): void
}

/** What an operation does, and who is told of its end. */
interface Operation {
  readonly name: string
  effect(): unknown
  onFail(): void
  onDone(): void
}

/** How long the session waits for it, in ms. */
const BOUND_MS = 2_000

/** A storage that fails when it is told to, and is as slow as the scheduler says. */
export class Storage implements CredentialStorage {
  loads = 0
  /** How many of the next operations fail. */
  failing = 0
  /** Whether a read has failed, or taken too long. */
  hasFailedRead = false
  private readonly writes: Array<{
    token: string
    isOver: boolean
    readonly at: number
  }> = []

  constructor(
    public kept: unknown,
    private readonly world: StorageWorld,
  ) {}

  /** Tells what stood there when it was asked. */
  load(): unknown {
    this.loads += 1
    const { now } = this.world
    const seen = this.kept
    const at = now()
    const onFail = () => {
      this.hasFailedRead = true
    }
    const onDone = () => {
      if (now() - at >= BOUND_MS) onFail()
    }
    return this.run({ name: 'load', effect: () => seen, onFail, onDone })
  }

  save(credential: Credential): unknown {
    const { accessToken: token } = credential
    const write = { token, isOver: false, at: this.world.now() }
    this.writes.push(write)
    const effect = () => {
      this.kept = credential
    }
    const end = () => {
      write.isOver = true
    }
    return this.run({ name: `save ${token}`, effect, onFail: end, onDone: end })
  }

  clear(): unknown {
    const effect = () => {
      this.kept = undefined
    }
    return this.run({ name: 'clear', effect, onFail() {}, onDone() {} })
  }

  /** Whether a token has been written, or that has failed, or taken too long. */
  isDoneWith(token: string): boolean {
    const now = this.world.now()
    return this.writes.some(
      write => write.token === token && (write.isOver || now - write.at >= BOUND_MS),
    )
  }

  private run(operation: Operation): unknown {
    const { name, effect, onFail, onDone } = operation
    const { isAsync, later, note } = this.world
    const fails = this.failing > 0
    if (fails) this.failing -= 1
    note(fails ? `${name}, which fails` : name)
    const fail = () => {
      onFail()
      throw new Error('the storage fails')
    }
    if (isAsync)
      return fails ? later(`${name}: fails`).then(fail) : this.runLate(operation)
    if (fails) return fail()
    onDone()
    return effect()
  }

  /** It has taken effect some time before that is told. */
  private async runLate({ name, effect, onDone }: Operation): Promise<unknown> {
    const { later } = this.world
    await later(`${name}: in effect`)
    const result = effect()
    await later(`${name}: told`)
    onDone()
    return result
  }
}
