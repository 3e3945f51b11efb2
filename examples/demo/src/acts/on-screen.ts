import { exactly } from '../check'
import { LOGIN_PAGE, type PhoneStage } from '../phone'
import type { Play } from '../show'
import { until } from '../until'

/** The same act, and what became of the loading meanwhile. */
export function withLoading<OnStage extends PhoneStage>(
  play: Play<OnStage>,
): Play<OnStage> {
  return async stage => {
    const { screen } = stage.phone
    const before = countsOf(stage)
    const act = await play(stage)
    // It stays a moment, lest it flicker between two requests.
    await until(() => !screen.visible)
    const after = countsOf(stage)
    const checks = [
      exactly('loading shown', after.showLoading - before.showLoading, 1),
      exactly('loading hidden', after.hideLoading - before.hideLoading, 1),
      exactly('loading left on the screen', screen.visible ? 1 : 0, 0),
    ]
    return { ...act, checks: [...act.checks, ...checks] }
  }
}

/** What P0 answers where a session is over. */
const WORDS = '登录已过期，请重新登录'

/** The same act, and what the person sees of the session's end. */
export function withLoginPage<OnStage extends PhoneStage>(
  play: Play<OnStage>,
): Play<OnStage> {
  return async stage => {
    const { pages, screen } = stage.phone
    const before = screen.timeline.length
    const act = await play(stage)
    const opened = () => pages.stack.filter(path => path === LOGIN_PAGE).length
    // Two seconds, so that the toast can be read.
    await until(() => opened() > 0, 4_000)
    const toasts = screen.timeline.slice(before).filter(({ event, title }) => {
      return event === 'showToast' && title === WORDS
    })
    const checks = [
      exactly('toasts with the server’s words', toasts.length, 1),
      exactly('login pages opened, two seconds later', opened(), 1),
    ]
    return { ...act, checks: [...act.checks, ...checks] }
  }
}

/** The same act, and how often the phone was asked for a code. */
export function withLogin<OnStage extends PhoneStage>(
  play: Play<OnStage>,
): Play<OnStage> {
  return async stage => {
    const { login } = stage.phone
    const before = login.calls
    const act = await play(stage)
    const check = exactly('`wx.login` called', login.calls - before, 1)
    return { ...act, checks: [...act.checks, check] }
  }
}

function countsOf({ phone }: PhoneStage) {
  const count = (event: string) =>
    phone.screen.timeline.filter(entry => entry.event === event).length
  return {
    showLoading: count('showLoading'),
    hideLoading: count('hideLoading'),
  }
}
