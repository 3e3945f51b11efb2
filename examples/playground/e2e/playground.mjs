// What the playground promises, seen in a real browser. Called with playwright-core's
// `chromium`, which is no dependency of this workspace.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('..', import.meta.url))

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
  const open = async (hash = '', { context: given, ...options } = {}) => {
    const context = given ?? (await browser.newContext(options))
    if (given === undefined) contexts.push(context)
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
    await page.click('[data-scenario=twenty]')
    await has('answered', 21)
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
    const one = await open('#p4a')
    const two = await open('#p4a', { context: one.context })
    // Who is first differs from round to round, and so does what the other is doing.
    for (const round of [1, 2, 3]) {
      await one.page.click('[data-do=expire]')
      await stateOf(one.page, 'p4a')
      await Promise.all([one, two].map(({ page }) => page.click('[data-send="20"]')))
      for (const { has } of [one, two]) {
        await has('answered', 20 * round)
        await has('failed', 0)
        await has('logouts', 0)
      }
      assert.equal((await stateOf(one.page, 'p4a')).refreshes, round)
    }
    await two.page.click('[data-do=sign]')
    await one.page.getByText('Signed out').waitFor()
    await one.has('logouts', 1)
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
