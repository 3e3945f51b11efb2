// The server behind the fake host: `a1` is good; `a0` is good too until it is told to
// expire. A refresh is answered when the test says so.

const ORDERS = JSON.stringify({ code: 0, data: { id: 1, name: 'green tea' } })
const TOKENS = JSON.stringify({ accessToken: 'a1', refreshToken: 'r1' })
const DENIED = { status: 401, body: '{"code":401}' }

/** Answers everything at once: for what is timed. */
const good = { status: 200, body: ORDERS }
export const alwaysGood = () => good

/** A server whose first token has expired. */
export function expiredBackend() {
  const refreshAsked = gate()
  const refreshAnswer = gate()
  const seen = { refreshes: 0, requests: 0, dead: 0 }
  return {
    seen,
    /** Settles when the first refresh is asked for. */
    whenRefreshAsked: refreshAsked.promise,
    /** Answers all refreshes, the coming ones at once. */
    grant: () => refreshAnswer.open({ status: 200, body: TOKENS }),
    refuse: () => refreshAnswer.open(DENIED),
    /** May be replaced, to hold an answer back. */
    beforeAnswer: undefined,
    answerTo(asked) {
      if (asked.url.endsWith('/refresh')) {
        seen.refreshes += 1
        refreshAsked.open()
        return refreshAnswer.promise
      }
      seen.requests += 1
      const isGood = tokenOf(asked) === 'Bearer a1'
      if (!isGood) seen.dead += 1
      const answer = isGood ? good : DENIED
      const wait = this.beforeAnswer?.(asked, isGood)
      return wait === undefined ? answer : wait.then(() => answer)
    },
  }
}

function tokenOf({ header = {} }) {
  return header.authorization ?? header.Authorization
}

/** A promise that is resolved from outside. */
export function gate() {
  let open
  const promise = new Promise(resolve => {
    open = resolve
  })
  return { promise, open }
}
