import type { ManualClock } from '@allium/testing'
import type { HostRequest, RequestHost } from '@allium/transport-wx'
import type { Chance } from './chance'
import type { Server } from './server'

/** A `wx` that does what hosts do: mostly what it should. */
export interface Phone extends RequestHost {
  /** How many requests it has been given. */
  readonly asked: number
}

/** What a request meets, and how many times out of a thousand. */
const fates = [
  ['answered', 880],
  ['slow', 25],
  ['lost before', 15],
  ['lost after', 20],
  ['never told', 15],
  ['told twice', 20],
  ['told late again', 10],
  ['only completed', 5],
  ['thrown', 5],
  ['told at once', 5],
] as const
type Fate = (typeof fates)[number][0]

const failure = { errMsg: 'request:fail net::ERR_CONNECTION_RESET' }

interface HostCallbacks {
  success(answer: unknown): void
  fail(failure: unknown): void
  complete(result: unknown): void
}

export function phoneOf(clock: ManualClock, chance: Chance, server: Server): Phone {
  let asked = 0
  const draw = (): Fate => {
    let place = chance.from(0, 999)
    for (const [fate, share] of fates) {
      place -= share
      if (place < 0) return fate
    }
    return 'answered'
  }

  /** Calls back as the fate will have it. */
  const tell = (fate: Fate, { url, header, data, ...callbacks }: HostRequest) => {
    const { success, fail, complete } = callbacks as HostCallbacks
    const answer = fate === 'lost before' ? undefined : server.reply(url, header, data)
    if (answer === undefined || fate === 'lost after') fail(failure)
    else if (fate !== 'only completed') success(answer)
    if (fate === 'told twice') fail(failure)
    if (fate === 'told late again') clock.setTimeout(() => success(answer), 500)
    complete(answer ?? failure)
  }

  const request = (options: HostRequest) => {
    asked += 1
    const fate = draw()
    if (fate === 'thrown') throw new Error('request:fail out of memory')
    let isAborted = false
    const soon = chance.from(5, 400)
    const after = fate === 'slow' ? chance.from(2_000, 15_000) : soon
    const act = () => {
      if (!isAborted && fate !== 'never told') tell(fate, options)
    }
    if (fate === 'told at once') act()
    else clock.setTimeout(act, after)
    return {
      abort() {
        if (isAborted) return
        isAborted = true
        if (chance.is(80)) options.fail?.({ errMsg: 'request:fail abort' })
      },
    }
  }

  return {
    get asked() {
      return asked
    },
    request,
  }
}
