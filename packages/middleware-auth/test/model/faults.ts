/** A text that stands once in the source, and what stands there instead. */
export interface Edit {
  readonly find: string
  readonly put: string
}

/** A fault that others have had, and the invariant that tells of it. */
export interface Fault {
  /** With the id in the contract of what it goes against. */
  readonly name: string
  readonly caughtBy: string
  readonly edits: readonly Edit[]
}

const edit = (find: string, put: string): Edit => ({ find, put })

/** The five that a model of a refresh has to tell of. */
const classic: readonly Fault[] = [
  {
    name: 'B02 no stale check: each late 401 refreshes once more',
    caughtBy: 'refreshHasAReason',
    edits: [
      edit(
        `return stamp.version === state.version ? 'refresh' : 'replay'`,
        `return 'refresh'`,
      ),
    ],
  },
  {
    name: 'C06 the slot is freed when the waiters have waited long enough',
    caughtBy: 'oneRefreshOnTheWire',
    edits: [
      edit(
        `session.announce('refresh:start', {})`,
        `session.announce('refresh:start', {})
    const timer = clock.setTimeout(() => {
      if (isCurrent()) abandon(session, outOfTime, run)
    }, 10_000)
    const settle = () => clock.clearTimeout(timer)
    flight.landed.then(settle, settle)`,
      ),
    ],
  },
  {
    name: 'C02 the waiters of a refresh that failed are dropped',
    caughtBy: 'everythingSettled',
    edits: [edit('held.giveUp(code, shared, () =>', '(() => {})(() =>')],
  },
  {
    name: 'E01 a late result is adopted after a logout',
    caughtBy: 'clearedStaysCleared',
    edits: [
      edit(
        'const isCurrent = () => flight === session.state.flight',
        'const isCurrent = () => true',
      ),
      edit(
        'session.state = next\n  flight?.abort()',
        'session.state = next\n  void flight',
      ),
    ],
  },
  {
    name: 'E03 a replay goes out under a new user',
    caughtBy: 'noForeignToken',
    edits: [edit('if (epoch === undefined || epoch === state.epoch) return', 'return')],
  },
]

/** What else has gone wrong elsewhere, or could here. */
const others: readonly Fault[] = [
  {
    name: 'B03 requests go out during a refresh',
    caughtBy: 'heldDuringRefresh',
    edits: [
      edit(`if (state.flight) return 'refresh'`, ''),
      edit('state.flight &&', 'false &&'),
    ],
  },
  {
    name: 'B02 a request that waited for its slot leaves with the token of before',
    caughtBy: 'noStaleToken',
    edits: [
      edit('if (version !== state.version || isHeld || !hasTurn) throw recalled', ''),
    ],
  },
  {
    name: 'C07 a lost answer is asked for again and again',
    caughtBy: 'lostAnswersCount',
    edits: [
      edit(`if (setback.unanswered >= maxUnanswered) return 'refresh-ambiguous'`, ''),
    ],
  },
  {
    name: 'C10 the refresh token of the answer is not kept',
    caughtBy: 'noSpentRefreshToken',
    edits: [
      edit(
        'given.refreshToken || before.refreshToken',
        'before.refreshToken || given.refreshToken',
      ),
    ],
  },
  {
    name: 'D01 replays go out before the new credential is stored',
    caughtBy: 'storedBeforeUse',
    edits: [edit('await renew(session', 'renew(session')],
  },
  {
    name: 'D04 an end is told twice',
    caughtBy: 'oneLogoutPerEnd',
    edits: [
      edit(
        `tellEnd(session, 'rejected', answer)`,
        `tellEnd(session, 'rejected', answer)
  tellEnd(session, 'rejected', answer)`,
      ),
    ],
  },
  {
    name: 'I02 the next token is taken from good answers alone',
    caughtBy: 'singleUse',
    edits: [edit('!takeFrom || !answer ||', '!takeFrom || answer?.status !== 200 ||')],
  },
  {
    name: 'I03 an abort frees the lane, and not only the caller',
    caughtBy: 'oneSignedAtATime',
    edits: [
      edit(
        `this.onWire = 'for nobody'
      return`,
        `this.onWire = 'for nobody'`,
      ),
    ],
  },
]

export const faults: readonly Fault[] = [...classic, ...others]
