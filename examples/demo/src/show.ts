import type { Act } from './act'
import type { Stage } from './stage'

/** Plays one act. */
export type Play<OnStage extends Stage> = (stage: OnStage) => Promise<Act>

/** All that is shown of one backend. */
export interface Show {
  readonly name: string
  /** What is special about the backend. */
  readonly about: string
  /** Plays the acts one after the other, each given to `tell` when it is over. */
  play(tell: (act: Act, number: number) => void): Promise<void>
}

/** A show of its own stage, which is opened and closed with it. */
export function createShow<OnStage extends Stage>(
  name: string,
  about: string,
  open: () => Promise<OnStage>,
  acts: ReadonlyArray<Play<OnStage>>,
): Show {
  return {
    name,
    about,
    async play(tell) {
      const stage = await open()
      try {
        for (const [index, act] of acts.entries()) tell(await act(stage), index + 1)
      } finally {
        await stage.close()
      }
    },
  }
}
