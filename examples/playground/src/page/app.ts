import { isRequestError } from '@allium/core'
import { createInspector, type Entry } from '@allium/inspector'
import { type MountedInspector, mountInspector } from '@allium/inspector/dom'
import { captionOf } from './caption'
import type { BackendName } from './catalog'
import type { Action, ServerState } from './control'
import { h } from './dom'
import { type Deeds, type Layout, layoutOf } from './layout'
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

/** The page: one stage at a time, and all that shows it. */
export class App {
  private readonly inspector = createInspector()
  private readonly screen = createScreen()
  private readonly inspectorRoot = h('div')
  private readonly mounted: MountedInspector
  private locale: Locale = rememberedLocale()
  private stage: Stage
  private layout: Layout
  private server: ServerState | undefined
  /** What was done last, to be said until something happens. */
  private note: string | undefined
  private hangs = false
  /** Sessions that had ended when the last burst began. */
  private logoutsBefore = 0
  private frame: number | undefined

  constructor(private readonly root: Element) {
    this.stage = this.makeStage(chosenBackend(), rememberedUser())
    this.mounted = mountInspector(this.inspectorRoot, this.inspector)
    this.layout = this.draw()
    this.inspector.subscribe(entry => this.hear(entry))
    window.addEventListener('hashchange', () => this.change(chosenBackend()))
  }

  /** Signs in, and counts from there. */
  begin(): void {
    const { stage } = this
    this.root.setAttribute('aria-busy', 'true')
    void this.run(async () => {
      await stage.begin()
      if (stage === this.stage) this.inspector.clear()
    }).then(() => {
      if (stage === this.stage) this.root.setAttribute('aria-busy', 'false')
    })
  }

  private get say(): Strings {
    return strings[this.locale]
  }

  private makeStage(name: BackendName, user: string): Stage {
    const { inspector, screen } = this
    return new Stage({ name, inspector, screen, user })
  }

  private change(name: BackendName): void {
    if (name === this.stage.name) return
    this.stage.close()
    this.screen.hide()
    location.hash = name
    this.stage = this.makeStage(name, this.stage.user)
    this.hangs = false
    this.server = undefined
    this.inspector.clear()
    this.layout = this.draw()
    this.begin()
  }

  private draw(): Layout {
    const { stage, locale, say } = this
    this.layout?.onion.close()
    this.note = undefined
    document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
    document.title = say.title
    this.screen.setTitle(say.loading)
    this.mounted.setLocale(locale)
    const layout = layoutOf({
      ...{ say, locale, stage, deeds: this.deeds() },
      ...{ screen: this.screen.root, inspector: this.inspectorRoot },
    })
    this.root.replaceChildren(...layout.nodes)
    this.soon()
    return layout
  }

  private deeds(): Deeds {
    return {
      onSend: count => this.act(stage => stage.send(count)),
      onAbort: () => this.stage.abort(),
      onServer: (action, body) => this.onServer(action, body),
      onSignIn: user => {
        rememberUser(user)
        this.heal(stage => stage.signIn(user))
      },
      onSignOut: () => this.act(stage => stage.signOut()),
      onPlay: name => this.heal(stage => play(stage, name)),
      onBackend: name => this.change(name),
      onLocale: locale => {
        this.locale = locale
        rememberLocale(locale)
        this.layout = this.draw()
      },
    }
  }

  private hear(entry: Entry | undefined): void {
    if (entry === undefined) this.logoutsBefore = 0
    else this.layout.onion.take(entry)
    if (entry?.type === 'request') this.note = undefined
    this.soon()
  }

  private soon(): void {
    this.frame ??= requestAnimationFrame(() => this.show())
  }

  private show(): void {
    this.frame = undefined
    const { inspector, stage, layout, server, hangs } = this
    const counters = inspector.counters()
    const logouts = counters.logouts - this.logoutsBefore
    const moment = { rows: inspector.rows(), counters, logouts }
    const text = this.note ?? captionOf(moment, this.say)
    if (layout.caption.textContent !== text) layout.caption.textContent = text
    layout.counters.show(counters, server)
    const { user, isSignedIn } = stage
    const latencyMs = server?.latencyMs ?? 0
    layout.controls.show({ user, isSignedIn, latencyMs, hangs })
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
    this.act(deed)
  }

  private onServer(action: Action, body?: object): void {
    const { on } = Object(body) as { on?: boolean }
    if (action === 'hang') this.hangs = on === true
    const { done } = this.say
    this.note = action === 'hang' && !on ? done.heal : Object(done)[action]
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
      if (!isRequestError(error)) this.note = this.say.noServer
    }
    this.soon()
  }
}
