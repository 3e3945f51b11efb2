/** How a refresh is answered, or not. */
export type Outcome =
  /** With a new refresh token, where there are such. */
  | 'renewed'
  /** Without one: the old one stays. */
  | 'kept'
  | 'unauthorized'
  | 'forbidden'
  | 'invalid-grant'
  | 'down'
  /** And asks to be left alone for five seconds. */
  | 'busy'
  | 'refused'
  /** Well, but without a credential. */
  | 'empty'
  /** Well, with the credential of somebody else. */
  | 'stranger'
  /** The server may have carried it out. */
  | 'lost'
  /** It has surely not left. */
  | 'unsent'

export type EventName = 'refresh:start' | 'refresh' | 'refresh:error' | 'logout'

/** What a listener does, once: it throws, its promise rejects, or it uses the session. */
export type Reaction = 'throw' | 'reject' | 'send' | 'refresh' | 'sign-in' | 'sign-out'

/** What somebody does: a person, the app, the server, the host or time. */
export type Deed =
  | {
      readonly do: 'send'
      readonly by: number
      readonly isExempt: boolean
      /** In ms; 0: none. */
      readonly deadline: number
    }
  | {
      readonly do: 'answer'
      readonly pick: number
      readonly status: number
      /** Whether it brings the next token, where tokens can be used only once. */
      readonly next: boolean
    }
  | { readonly do: 'drop'; readonly pick: number }
  | { readonly do: 'answer-refresh'; readonly outcome: Outcome }
  | { readonly do: 'abort'; readonly pick: number; readonly how: 'call' | 'signal' }
  | { readonly do: 'refresh' | 'sign-out' | 'reload' | 'storage-fails' | 'lock-fails' }
  | { readonly do: 'sign-in'; readonly user: 'A' | 'B'; readonly isBare: boolean }
  | { readonly do: 'react'; readonly on: EventName; readonly by: Reaction }
  | { readonly do: 'resume'; readonly what: 'shown' | 'online' }
  | { readonly do: 'pass'; readonly ms: number }
  /** Lets so many of the pending promises settle; the scheduler says which. */
  | { readonly do: 'release'; readonly count: number }

/** So many microtasks run before the next thing happens, or all. */
export interface Pace {
  readonly ticks: number | 'all'
}

/** Plain data: a program prints as JSON. */
export type Command = Deed & Pace
