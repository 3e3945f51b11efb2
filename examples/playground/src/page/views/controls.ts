import type { SetUp } from '../catalog'
import type { Action } from '../control'
import { button, h } from '../dom'
import type { Strings } from '../strings'

/** What can be done by hand. */
export interface ControlsParts {
  readonly say: Strings
  readonly setUp: SetUp
  onSend(count: number): void
  onAbort(): void
  onServer(action: Action, body?: object): void
  onSignIn(user: string): void
  onSignOut(): void
}

/** What the controls show of the moment. */
export interface ControlsState {
  readonly user: string
  readonly isSignedIn: boolean
  readonly latencyMs: number
  readonly hangs: boolean
}

export interface Controls {
  readonly root: HTMLElement
  show(state: ControlsState): void
}

/** The controls that act on the real server, and on the client. */
export function controls(parts: ControlsParts): Controls {
  const { say, onSend, onAbort } = parts
  const send = [1, 20, 200].map(count =>
    button(say.send(count), { 'data-send': count }, () => onSend(count)),
  )
  const abort = button(say.abort, { 'data-do': 'abort' }, onAbort)
  const server = serverControls(parts)
  const user = userControls(parts)
  return {
    root: h(
      'section',
      { class: 'by-hand' },
      h('h2', {}, say.byHand),
      group(say.groups.send, ...send, abort),
      group(say.groups.server, ...server.nodes),
      group(say.groups.user, ...user.nodes),
    ),
    show(state) {
      server.show(state)
      user.show(state)
    },
  }
}

interface Part {
  readonly nodes: readonly Node[]
  show(state: ControlsState): void
}

function serverControls({ say, setUp, onServer }: ControlsParts): Part {
  const act = (label: string, action: Action) =>
    button(label, { 'data-do': action }, () => onServer(action))
  const hang = button(say.hang, { 'data-do': 'hang' }, () =>
    onServer('hang', { on: hang.getAttribute('aria-pressed') !== 'true' }),
  )
  const value = h('output', { for: 'latency' })
  const latency = h('input', {
    ...{ id: 'latency', type: 'range', min: 0, max: 1_500, step: 20 },
  })
  latency.addEventListener('input', () => {
    value.textContent = `${latency.value} ms`
  })
  latency.addEventListener('change', () =>
    onServer('latency', { ms: Number(latency.value) }),
  )
  const label = h(
    'label',
    { class: 'latency' },
    h('span', {}, say.latency),
    latency,
    value,
  )
  return {
    nodes: [
      act(say.expire, 'expire'),
      act(setUp.hasRefreshToken ? say.revoke : say.refuseLogin, 'revoke'),
      act(say.drop, 'drop'),
      hang,
      label,
    ],
    show({ latencyMs, hangs }) {
      hang.setAttribute('aria-pressed', String(hangs))
      if (document.activeElement === latency) return
      latency.value = String(latencyMs)
      value.textContent = `${latencyMs} ms`
    },
  }
}

function userControls({ say, setUp, onSignIn, onSignOut }: ControlsParts): Part {
  const users = Object.entries(say.users).map(([user, name]) => ({
    user,
    button: button(name, { class: 'choice', 'data-user': user }, () => onSignIn(user)),
  }))
  const names = h('div', { class: 'choices' }, ...users.map(each => each.button))
  const state = h('span', { class: 'who', role: 'status' })
  let current = ''
  let isIn = true
  const toggle = button('', { 'data-do': 'sign' }, () =>
    isIn ? onSignOut() : onSignIn(current),
  )
  return {
    nodes: [...(setUp.hasUsers ? [names] : []), toggle, state],
    show({ user, isSignedIn }) {
      current = user
      isIn = isSignedIn
      const name = say.users[user] ?? user
      toggle.textContent = isSignedIn ? say.signOut : say.signIn
      state.textContent =
        isSignedIn && setUp.hasUsers
          ? say.signedInAs(name)
          : isSignedIn
            ? ''
            : say.signedOut
      state.classList.toggle('out', !isSignedIn)
      for (const each of users) {
        const isCurrent = isSignedIn && each.user === user
        each.button.setAttribute('aria-pressed', String(isCurrent))
      }
    },
  }
}

function group(title: string, ...nodes: readonly Node[]): HTMLElement {
  return h('fieldset', {}, h('legend', {}, title), h('div', { class: 'group' }, ...nodes))
}
