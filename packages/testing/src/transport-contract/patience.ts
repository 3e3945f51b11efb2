import { ContractFailure } from './expect'

/** Waiting that ends. */
export interface Patience {
  /** The promise's result; fails where it does not settle in time. */
  within<T>(promise: PromiseLike<T>, what: string): Promise<T>
  /** Comes back when it is so; fails where it does not become so in time. */
  until(isSo: () => boolean, what: string): Promise<void>
}

/** Waits for so many ms, and no longer. */
export function createPatience(patienceMs: number): Patience {
  return {
    async within(promise, what) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(tooLate(what, patienceMs)), patienceMs)
      })
      try {
        return await Promise.race([promise, late])
      } finally {
        clearTimeout(timer)
      }
    },
    async until(isSo, what) {
      const givesUpAt = Date.now() + patienceMs
      while (!isSo()) {
        if (Date.now() > givesUpAt) throw tooLate(what, patienceMs)
        await pause(1)
      }
    },
  }
}

/** Lets so many ms go by. */
export function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

function tooLate(what: string, patienceMs: number): ContractFailure {
  return new ContractFailure(
    `${what}: expected within ${patienceMs} ms, found nothing by then`,
  )
}
