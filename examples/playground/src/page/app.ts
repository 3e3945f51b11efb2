import { isRequestError } from '@allium/core'
import { countersOf, createInspector, type Entry } from '@allium/inspector'
import { type MountedInspector, mountInspector } from '@allium/inspector/dom'
import { captionOf } from './caption'
import type { BackendName } from './catalog'
import type { Action, ServerState } from './control'
import { h } from './dom'
import { keepFocus } from './focus'
import { type Deeds, type Layout, layoutOf } from './layout'
import { OnionView } from './onion/onion-view'
import {
  chosenBackend,
  rememberedLocale,
  rememberedUser,
  rememberLocale,
  rememberUser,
} from './preferences'
import { play } from './scenarios'
import { createScreen } from './screen'
import { Stage } from './stage'
import { type Locale, type Strings, strings } from './strings'
import { openTabs, type UserNews } from './tabs'

/** The page: one stage at a time, and all that shows it. */
export class App {
  private readonly inspector = createInspector()
  private readonly screen = createScreen()
  private readonly inspectorRoot = h('div')
  private readonly mounted: MountedInspector
  private locale: Locale = rememberedLocale()
  private stage: Stage
  private onion: OnionView
  private layout: Layout
  private server: ServerState | undefined
  /** What was done last, to be said until something happens. */
  private note: ((say: Strings) => string) | undefined
  private hangs = false
  /** While the stage is being set, nothing of it is drawn. */
  private isBeginning = false
  /** Sessions that had ended when the last burst began. */
  private logoutsBefore = 0
  private frame: number | undefined
  private readonly tellTabs: (news: UserNews) => void

  constructor(private readonly root: Element) {
    this.stage = this.makeStage(chosenBackend())
    this.onion = new OnionView(this.stage.setUp.rings)
    this.mounted = mountInspector(this.inspectorRoot, this.inspector)
    this.layout = this.draw()
    this.inspector.subscribe(entry => this.hear(entry))
    this.tellTabs = openTabs(news => this.follow(news))
    window.addEventListener('hashchange', () => this.change(chosenBackend()))
  }

  /** Signs in, and counts from there. */
  begin(): void {
    const { stage } = this
    this.isBeginning = true
    this.root.setAttribute('aria-busy', 'true')
    void this.run(async () => {
      await stage.begin()
      if (stage === this.stage) this.inspector.clear()
    }).then(() => {
      if (stage !== this.stage) return
      this.isBeginning = false
      this.root.setAttribute('aria-busy', 'false')
    })
  }

  private makeStage(name: BackendName): Stage {
    const { inspector, screen } = this
    return new Stage({ name, inspector, screen, user: rememberedUser(name) })
  }

  private change(name: BackendName): void {
    if (name === this.stage.name) return
    this.stage.close()
    this.onion.close()
    this.screen.hide()
    location.hash = name
    this.stage = this.makeStage(name)
    this.onion = new OnionView(this.stage.setUp.rings)
    this.note = undefined
    this.hangs = false
    this.server = undefined
    this.inspector.clear()
    this.layout = this.draw()
    this.begin()
  }

  private draw(): Layout {
    const { stage, onion, locale } = this
    const say = strings[locale]
    this.screen.setWords(locale, say.loading)
    this.mounted.setLocale(locale)
    const layout = layoutOf({
      ...{ say, locale, stage, onion, deeds: this.deeds() },
      ...{ screen: this.screen.root, inspector: this.inspectorRoot },
    })
    const refocus = keepFocus(this.root)
    this.root.replaceChildren(...layout.nodes)
    refocus()
    this.soon()
    return layout
  }

  private deeds(): Deeds {
    return {
      onSend: count => this.act(stage => stage.send(count)),
      onAbort: () => this.stage.abort(),
      onServer: (action, body) => this.onServer(action, body),
      onSignIn: user => {
        rememberUser(this.stage.name, user)
        this.heal(stage => stage.signIn(user))
      },
      onSignOut: () => this.act(stage => this.told(stage.signOut())),
      onPlay: name => this.heal(stage => play(stage, name, () => this.inspector.clear())),
      onBackend: name => this.change(name),
      onLocale: locale => {
        this.locale = locale
        rememberLocale(locale)
        this.layout = this.draw()
      },
    }
  }

  /** The other tabs are told who is signed in then. */
  private told(deed: Promise<unknown>): Promise<unknown> {
    const { stage } = this
    return deed.finally(() => this.tellTabs({ name: stage.name, user: stage.user }))
  }

  /** Another tab has signed somebody in or out. */
  private follow({ name, user }: UserNews): void {
    const { stage } = this
    if (name === stage.name) void this.run(() => stage.follow(user))
  }

  private hear(entry: Entry | undefined): void {
    if (entry === undefined) this.logoutsBefore = 0
    else if (!this.isBeginning) this.onion.take(entry)
    if (entry?.type === 'request') this.note = undefined
    this.soon()
  }

  private soon(): void {
    this.frame ??= requestAnimationFrame(() => this.show())
  }

  private show(): void {
    this.frame = undefined
    const { inspector, stage, layout, server, hangs } = this
    const say = strings[this.locale]
    const counters = this.isBeginning ? countersOf([]) : inspector.counters()
    const logouts = counters.logouts - this.logoutsBefore
    const rows = this.isBeginning ? [] : inspector.rows()
    const text = this.note?.(say) ?? captionOf({ rows, counters, logouts }, say)
    if (layout.caption.textContent !== text) layout.caption.textContent = text
    layout.counters.show(counters, server)
    const { user, isSignedIn } = stage
    layout.controls.show({ user, isSignedIn, hangs, latencyMs: server?.latencyMs ?? 0 })
  }

  /** Does something with the stage; a burst of its own where all was quiet. */
  private act(deed: (stage: Stage) => Promise<unknown>): void {
    const { pending, logouts } = this.inspector.counters()
    if (pending === 0) this.logoutsBefore = logouts
    this.note = undefined
    void this.run(() => deed(this.stage))
  }

  /** The same for what begins with a server that answers. */
  private heal(deed: (stage: Stage) => Promise<unknown>): void {
    this.hangs = false
    this.act(stage => this.told(deed(stage)))
  }

  private onServer(action: Action, body?: object): void {
    const isOn = Object(body).on === true
    if (action === 'hang') this.hangs = isOn
    const done = action === 'hang' && !isOn ? 'heal' : action
    this.note = say => Object(say.done)[done]
    void this.run(() => this.stage.control(action, body))
  }

  /** Does it, then asks the server how it stands. */
  private async run(deed: () => Promise<unknown>): Promise<void> {
    const { stage } = this
    try {
      await deed()
      const server = await stage.control()
      if (stage === this.stage) this.server = server
    } catch (error) {
      // What a request failed of is in the timeline.
      if (!isRequestError(error)) this.note = say => say.noServer
    }
    this.soon()
  }
}
