import type { Credential, CredentialStorage } from '@allium/middleware-auth'

/** Settles when the scheduler says so. */
export type Later = (label: string) => Promise<void>

/** How long the session waits for a write, in ms. */
const BOUND_MS = 2_000

/** A storage of the world: it fails when it is told to, and is as slow as the scheduler. */
export class Storage implements CredentialStorage {
  loads = 0
  /** How many of the next operations fail. */
  failing = 0
  /** Whether a read has failed, or taken too long. */
  hasFailedRead = false
  private readonly writes: Array<{ token: string; isOver: boolean; readonly at: number }> = []

  constructor(
    public kept: unknown,
    private readonly world: {
      readonly isAsync: boolean
      readonly later: Later
      readonly now: () => number
      readonly log: (line: string) => void
    },
  ) {}

  /** Tells what stood there when it was asked. */
  load(): unknown {
    this.loads += 1
    const { now } = this.world
    const seen = this.kept
    const at = now()
    const fail = () => {
      this.hasFailedRead = true
    }
    const end = () => {
      if (now() - at >= BOUND_MS) fail()
    }
    return this.act('load', () => seen, fail, end)
  }

  save(credential: Credential): unknown {
    const { accessToken: token } = credential
    const write = { token, isOver: false, at: this.world.now() }
    this.writes.push(write)
    const end = () => {
      write.isOver = true
    }
    const put = () => {
      this.kept = credential
    }
    return this.act(`save ${token}`, put, end, end)
  }

  clear(): unknown {
    const remove = () => {
      this.kept = undefined
    }
    return this.act('clear', remove, () => {})
  }

  /** Whether a token has been written, or that has failed, or taken too long. */
  isDoneWith(token: string): boolean {
    const { now } = this.world
    return this.writes.some(
      write => write.token === token && (write.isOver || now() - write.at >= BOUND_MS),
    )
  }

  private act(
    name: string,
    effect: () => unknown,
    onFail: () => void,
    onDone: () => void = () => {},
  ): unknown {
    const { isAsync, later, log } = this.world
    const fails = this.failing > 0
    if (fails) this.failing -= 1
    log(fails ? `${name}, which fails` : name)
    const fail = () => {
      onFail()
      throw new Error('the storage fails')
    }
    if (!isAsync) {
      if (fails) return fail()
      onDone()
      return effect()
    }
    if (fails) return later(`${name} fails`).then(fail)
    // It has taken effect some time before that is told.
    return later(name)
      .then(effect)
      .then(async result => {
        await later(`${name}: done`)
        onDone()
        return result
      })
  }
}
