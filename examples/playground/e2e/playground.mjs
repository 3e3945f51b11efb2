// What the playground promises, seen in a real browser. Called with playwright-core's
// `chromium`, which is no dependency of this workspace.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('..', import.meta.url))
const packages = fileURLToPath(new URL('../../../packages/', import.meta.url))

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the playground as `npm run playground` does; gives its address, and its end. */
export function start() {
  const args = ['--import', 'tsx', 'src/server/main.ts', '--frozen']
  const server = spawn(process.execPath, args, { cwd: folder })
  let text = ''
  return new Promise((resolve, reject) => {
    const hear = piece => {
      text += piece
      const url = /http:\/\/[\d.:]+\//.exec(text)?.[0]
      if (url) resolve({ url, stop: () => server.kill() })
    }
    server.stdout.on('data', hear)
    server.stderr.on('data', hear)
    server.on('exit', () => reject(new Error(`the playground has ended: ${text}`)))
  })
}

/**
 * Runs all checks against a playground; resolves with their names.
 *
 * @throws AssertionError for the first that fails.
 */
export async function run({ chromium, executablePath, url }) {
  const browser = await chromium.launch({ executablePath, args: flags })
  const passed = []
  try {
    for (const [name, check] of Object.entries(checks)) {
      const open = opener(browser, url)
      await check(open).catch(error => {
        error.message = `${name}: ${error.message}`
        throw error
      })
      await open.close()
      assert.deepEqual(open.wrong, [], `${name}: the console`)
      passed.push(name)
    }
  } finally {
    await browser.close()
  }
  return passed
}

/** Opens pages, each in a context of its own, and hears what goes wrong in them. */
function opener(browser, url) {
  const contexts = []
  const wrong = []
  const open = async (hash = '', { context: given, init, ...options } = {}) => {
    const context = given ?? (await browser.newContext(options))
    if (given === undefined) contexts.push(context)
    if (init) await context.addInitScript(init)
    const page = await context.newPage()
    const faults = []
    page.on('pageerror', error => {
      faults.push(String(error))
      wrong.push(String(error))
    })
    page.on('console', message => {
      if (message.type() !== 'error') return
      faults.push(message.text())
      // A 401 or a lost answer is what a story is about; the browser notes each.
      if (!message.text().startsWith('Failed to load')) wrong.push(message.text())
    })
    await page.goto(url + hash)
    const has = async (name, wanted, timeout = 30_000) => {
      const all = `[data-count=${name}]`
      await page
        .waitForFunction(
          ([where, value]) => document.querySelector(where)?.textContent === value,
          [all, String(wanted)],
          { timeout },
        )
        .catch(async () => {
          const text = await page.locator(all).textContent()
          assert.equal(text, String(wanted), `${name} is ${text}`)
        })
    }
    await page.locator('#app[aria-busy=false]').waitFor()
    await has('requests', 0)
    return { page, faults, has, context }
  }
  open.wrong = wrong
  open.close = () => Promise.all(contexts.map(context => context.close()))
  return open
}

const checks = {
  async 'the page loads with no error in the console'(open) {
    const { faults } = await open()
    assert.deepEqual(faults, [])
  },

  async 'a storm of 200 with an expired token is one refresh and 200 answers'(open) {
    const { page, has } = await open()
    await page.click('[data-scenario=storm]')
    await has('answered', 200)
    await has('pending', 0)
    await has('refreshes', 1)
    await has('failed', 0)
    await has('logouts', 0)
    const { refreshes, requests, unauthorized } = await stateOf(page, 'p0')
    assert.equal(refreshes, 1)
    assert.ok(unauthorized > 0 && unauthorized <= 200)
    assert.equal(requests, 200 + unauthorized + 1)
  },

  async 'a refused refresh is one logout, and all callers are told'(open) {
    const { page, has } = await open()
    await page.click('[data-scenario=refused]')
    await has('failed', 20)
    await has('pending', 0)
    await has('refreshes', 1)
    await has('logouts', 1)
    await has('answered', 0)
    assert.equal(await page.textContent('[data-do=sign]'), 'Sign in')
    await page.click('[data-do=sign]')
    await page.locator('[data-do=sign]', { hasText: 'Sign out' }).waitFor()
    // A story counts its own: neither the one before nor the sign-in.
    await page.click('[data-scenario=twenty]')
    await has('answered', 20)
    for (const name of ['failed', 'logouts']) await has(name, 0)
    await has('refreshes', 1)
    assert.match(await page.textContent('.server-saw'), /, 1 of them to refresh,/)
  },

  async 'every backend renews once for 20, and all are answered'(open) {
    for (const name of ['p0', 'p1', 'p2', 'p3', 'p4a', 'p4b']) {
      const { page, has } = await open(`#${name}`)
      await page.click('[data-scenario=twenty]')
      await has('answered', 20)
      await has('refreshes', 1)
      await has('failed', 0)
      await has('pending', 0)
      const rings = await page.locator('.onion .name').allTextContents()
      const seen = await layersOf(page)
      assert.deepEqual(seen, rings.slice(0, -1), `the rings of ${name}`)
    }
  },

  async 'a lost answer keeps the session where the refresh token may be shown again'(
    open,
  ) {
    const { page, has } = await open('#p0')
    await page.click('[data-scenario=lost]')
    await has('failed', 20)
    await has('answered', 1)
    await has('logouts', 0)
  },

  async 'the controls act on the server: a refresh that hangs lets go of who waits'(
    open,
  ) {
    const { page, has } = await open()
    await page.click('[data-do=hang]')
    await page.click('[data-do=expire]')
    await page.click('[data-send="20"]')
    await has('requests', 20)
    await has('failed', 20)
    await has('pending', 0)
    await has('logouts', 0)
    // Healed, nobody goes on waiting for the one that hangs.
    await page.click('[data-do=hang]')
    await stateOf(page, 'p0')
    await page.click('[data-send="20"]')
    await has('answered', 20)
    await has('failed', 20)
  },

  async 'two tabs refresh once, and a sign-out in one is seen in the other'(open) {
    for (const name of ['p4a', 'p4b']) await twoTabs(open, name)
  },

  async 'where the browser refuses its storage, or has no room, the page works'(open) {
    const denied = () => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError')
        },
      })
    }
    const full = () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    }
    for (const init of [denied, full]) {
      const { page, has } = await open('#p4a', { init })
      await page.click('[data-scenario=twenty]')
      await has('answered', 20)
      await page.click('[data-user=wang]')
      await page.getByText('Signed in as Wang').waitFor()
      await page.click('[data-locale=zh]')
      await page.getByText('试一试').waitFor()
    }
  },

  async 'the focus stays where it was'(open) {
    const { page, has } = await open()
    const focused = () =>
      page.evaluate(() => {
        const { activeElement } = document
        const { dataset } = activeElement
        const inside = activeElement.shadowRoot?.activeElement?.className
        return inside ?? dataset.locale ?? dataset.backend ?? activeElement.tagName
      })
    for (const name of ['[data-locale=zh]', '[data-locale=en]', '[data-backend=p3]']) {
      await page.locator(name).focus()
      await page.keyboard.press('Enter')
      assert.equal(await focused(), name.slice(-3, -1).replace('-', ''))
    }
    await page.locator('#app[aria-busy=false]').waitFor()
    await page.click('[data-scenario=twenty]')
    await has('answered', 20)
    // Out of the details, by Escape and by the button, back to the row.
    for (const end of ['Escape', 'Enter']) {
      await page.locator('.timeline').focus()
      await page.keyboard.press('ArrowDown')
      const close = page.locator('.details .head button')
      await close.focus()
      await page.keyboard.press(end)
      await page.locator('.log').waitFor()
      assert.match(await focused(), /^timeline/)
    }
    await page.locator('.log .entry').nth(1).click()
    await page.locator('.details').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.log').waitFor()
  },

  async 'nobody is signed in: no token is said to have expired'(open) {
    const { page, has } = await open()
    await page.click('[data-do=sign]')
    await page.getByText('Signed out').waitFor()
    await page.click('[data-send="20"]')
    await has('failed', 20)
    await has('refused', 0)
    const caption = page.locator('.caption', { hasText: 'nobody is signed in' })
    await caption.waitFor()
    // The servers speak Chinese, and this page English.
    await page.locator('.toast:visible').waitFor()
    assert.doesNotMatch(await page.textContent('.toast'), /\p{Script=Han}/u)
  },

  async 'another language leaves the dots on their way'(open) {
    const { page, has } = await open()
    assert.equal(await page.locator('.onion .dot').count(), 0, 'nothing was sent yet')
    await page.click('[data-scenario=storm]')
    await page.locator('.onion .dot.held').first().waitFor()
    const [before, after] = await page.evaluate(() => {
      const dots = () => document.querySelectorAll('.onion .dot').length
      const seen = dots()
      document.querySelector('[data-locale=zh]').click()
      return [seen, dots()]
    })
    assert.ok(before > 50 && after === before, `${before} dots, then ${after}`)
    await has('answered', 200)
    // What the drawing shows is soon what the words say.
    await page.locator('.caption', { hasText: '没有悬而未决' }).waitFor()
    await page.waitForTimeout(500)
    assert.equal(await page.locator('.onion .dot:not(.answered)').count(), 0)
  },

  async 'the code can be copied, with a clipboard and without'(open) {
    const permissions = ['clipboard-read', 'clipboard-write']
    const { page } = await open('#p4a', { permissions })
    await page.click('.copy')
    await page.locator('.copy', { hasText: 'Copied' }).waitFor()
    const text = await page.evaluate(() => navigator.clipboard.readText())
    assert.match(text, /export function p4a\(baseURL: string\)/)
    assert.match(text, /function signIn/)
    await page.locator('.copy', { hasText: /^Copy$/ }).waitFor()
    const init = () => Object.defineProperty(navigator, 'clipboard', { value: undefined })
    const other = await open('#p4a', { init })
    await other.page.click('.copy')
    await other.page.locator('.copy', { hasText: /Copied|Selected/ }).waitFor()
    const selected = await other.page.evaluate(() => String(getSelection()))
    assert.match(selected, /export function p4a/)
    await other.page.locator('.copy', { hasText: /^Copy$/ }).waitFor()
  },

  async 'the inspector is one import for any page'(open) {
    const { page } = await open()
    const told = await page.evaluate(async folder => {
      const { inspect } = await import(`${folder}inspector/src/dom.ts`)
      const { createClient } = await import(`${folder}core/src/index.ts`)
      const transport = async ({ url }) => ({
        url,
        status: 200,
        headers: {},
        cookies: [],
      })
      const parent = document.body.appendChild(document.createElement('div'))
      const client = createClient({ baseURL: location.origin, transport })
      const api = inspect(client, { parent })
      await api.get('/mine', { headers: { 'X-Mine': 'opal' } })
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      const { shadowRoot } = parent.firstChild
      shadowRoot.querySelector('.row').click()
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      const text = shadowRoot.textContent
      parent.remove()
      return text
    }, `/@fs${packages}`)
    assert.match(told, /GET \/mine/)
    assert.match(told, /x-mine/)
    assert.doesNotMatch(told, /opal/)
  },

  async 'another tab’s switch of user is seen, with the name'(open) {
    for (const name of ['p4a', 'p4b']) {
      const one = await open(`#${name}`)
      const two = await open(`#${name}`, { context: one.context })
      await one.page.click('[data-user=wang]')
      for (const { page } of [one, two]) {
        await page.getByText('Signed in as Wang').waitFor({ timeout: 5_000 })
      }
      await two.page.click('[data-send="1"]')
      await two.has('answered', 1)
      await two.has('failed', 0)
      await two.page.reload()
      await two.page.getByText('Signed in as Wang').waitFor()
    }
  },

  async 'an abort settles everything at once'(open) {
    const { page, has } = await open()
    await page.click('[data-send="200"]')
    await has('requests', 200)
    await page.click('[data-do=abort]')
    await has('pending', 0, 1_000)
  },

  async 'another user signs in, and out'(open) {
    for (const name of ['p0', 'p2']) {
      const { page } = await open(`#${name}`)
      await page.click('[data-user=wang]')
      await page.getByText('Signed in as Wang').waitFor()
      await page.click('[data-do=sign]')
      await page.getByText('Signed out').waitFor()
    }
  },

  async 'no token is shown anywhere, headers are masked'(open) {
    const { page, has } = await open()
    await page.click('[data-scenario=twenty]')
    await has('answered', 20)
    await page.locator('.row', { hasText: '#3' }).first().click()
    const details = page.locator('.details')
    await details.getByText('authorization').first().waitFor()
    const text = await page.evaluate(() => {
      const inside = document.querySelector('.allium-inspector')?.shadowRoot?.innerHTML
      return document.body.innerHTML + inside
    })
    const kept = await page.evaluate(() => localStorage.getItem('p0'))
    const { accessToken, refreshToken } = JSON.parse(kept)
    for (const token of [accessToken, refreshToken]) {
      assert.ok(!text.includes(token.slice(2, 10)), 'a piece of a token is in the page')
    }
    assert.ok(!/[abrs]\.[\w-]{43}/.test(text), 'a token is in the page')
  },

  async 'the keyboard reaches everything'(open) {
    const { page, has } = await open()
    await page.locator('[data-scenario=twenty]').focus()
    await page.keyboard.press('Enter')
    await has('answered', 20)
    await page.locator('.timeline').focus()
    await page.keyboard.press('ArrowDown')
    await page.locator('.details').waitFor()
    await page.locator('.details h3', { hasText: 'refresh' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.locator('.details h3', { hasText: 'GET /p0/items' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.log').waitFor()
  },

  async 'the language is remembered; a phone shows all of it'(open) {
    const viewport = { width: 375, height: 812 }
    const { page, has } = await open('', { viewport })
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByText('试一试').waitFor()
    assert.equal(await page.locator('.scenario span:visible').count(), 4)
    await page.reload()
    await page.getByText('试一试').waitFor()
    await has('requests', 0)
    await page.click('[data-scenario=twenty]')
    await has('answered', 20)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(width <= 375, `the page is ${width} px wide`)
  },

  async 'with reduced motion nothing travels, and all is told'(open) {
    const { page, has } = await open('', { reducedMotion: 'reduce' })
    await page.click('[data-scenario=twenty]')
    await page.locator('.dot.held').first().waitFor()
    await has('answered', 20)
    const moving = await page.evaluate(
      () => document.getAnimations().filter(each => each.playState === 'running').length,
    )
    assert.equal(moving, 0)
  },
}

/** One refreshes for both, round after round, and both end with the session. */
async function twoTabs(open, name) {
  const one = await open(`#${name}`)
  const two = await open(`#${name}`, { context: one.context })
  // Who is first differs from round to round, and so does what the other is doing.
  for (const round of [1, 2, 3]) {
    await one.page.click('[data-do=expire]')
    await stateOf(one.page, name)
    await Promise.all([one, two].map(({ page }) => page.click('[data-send="20"]')))
    for (const { has } of [one, two]) {
      await has('answered', 20 * round)
      await has('failed', 0)
      await has('logouts', 0)
    }
    assert.equal((await stateOf(one.page, name)).refreshes, round)
  }
  await two.page.click('[data-do=sign]')
  await one.page.getByText('Signed out').waitFor()
  await one.has('logouts', 1)
}

function stateOf(page, name) {
  return page.evaluate(
    path =>
      fetch(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
      }).then(answer => answer.json()),
    `/control/${name}`,
  )
}

/** The layers that a request has really been in. */
async function layersOf(page) {
  await page.locator('.row.request').first().click()
  await page.locator('.details .meters').waitFor()
  const names = await page.locator('.details .meters .name').allTextContents()
  return names.slice(0, -2).map(name => name.split(' ')[0])
}
