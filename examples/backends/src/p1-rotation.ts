import type { Answer, Reply } from './serve'
import type { TokenUse } from './single-use-tokens'

/** What an error answer does with the token it was asked with. */
export type OnError = 'spend' | 'rotate' | 'keep'

/** How the next token gets lost: with the socket, as an empty header, or without one. */
export type TokenLoss = 'drop' | 'empty' | 'missing'

export interface RotationControls {
  /**
   * Carries out the next `n` requests with a token, which is spent, and loses the token that
   * should come with the answer. Replaces what was left of an earlier call; 0 ends it.
   * @default 1, 'drop'
   */
  loseNextToken(n?: number, how?: TokenLoss): void
}

export interface Rotation {
  readonly controls: RotationControls
  /** Puts the next token into an answer, or whatever happens to it instead. */
  carry(answer: Answer, use: TakenUse): Answer
}

type TakenUse = Extract<TokenUse, { outcome: 'taken' }>

export interface RotationOptions {
  /** The name of the header, in the letter case of the wire. */
  header: string
  onError: OnError
}

export function createRotation({ header, onError }: RotationOptions): Rotation {
  let loss = { left: 0, how: 'drop' as TokenLoss }

  function carry(answer: Answer, use: TakenUse): Answer {
    if (typeof answer === 'string') return answer
    if (loss.left > 0) {
      loss.left -= 1
      if (loss.how === 'drop') return 'drop'
      return loss.how === 'empty' ? withHeader(answer, '') : answer
    }
    if (isGood(answer) || onError === 'rotate') return withHeader(answer, use.next)
    if (onError === 'keep') use.giveBack()
    return answer
  }

  function withHeader(answer: Reply, value: string): Reply {
    return { ...answer, headers: { ...answer.headers, [header]: value } }
  }

  return {
    controls: {
      loseNextToken(n = 1, how = 'drop') {
        loss = { left: n, how }
      },
    },
    carry,
  }
}

/** By the status, and by the code where the body has one. */
function isGood({ status, body }: Reply): boolean {
  const hasCode = typeof body === 'object' && body !== null && 'code' in body
  return status < 400 && (!hasCode || body.code === 200)
}
