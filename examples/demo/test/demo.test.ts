import { spawn } from 'node:child_process'
import { TOKEN_PATTERN } from '@allium/example-backends'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** How long the process went on after its last word, in ms. */
  readonly lingeredMs: number
}

function run(...args: string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const demo = ['--import', 'tsx', 'src/main.ts', ...args]
    const child = spawn(process.execPath, demo, { timeout: 30_000 })
    const texts = { stdout: '', stderr: '' }
    let saidAt = 0
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        texts[name] += text
        saidAt = Date.now()
      })
    }
    child.once('error', reject)
    child.once('close', status =>
      resolve({ ...texts, status, lingeredMs: Date.now() - saidAt }),
    )
  })
}

/** All at once, when the first is asked for: they wait most of their time. */
let runs: Map<string, Promise<Run>> | undefined
function played(name: string): Promise<Run> {
  runs ??= new Map(
    ['', 'P1', 'P2', 'P3', 'P4'].map(each => [each, run(...(each ? [each] : []))]),
  )
  return runs.get(name) as Promise<Run>
}

/** The lines with one of these signs. */
const linesWith = ({ stdout }: Run, pattern: RegExp) => stdout.match(pattern) ?? []

const common = [
  'The token has expired; 20 requests go out at once',
  'The server refuses the refresh',
  'The refresh never reaches the server',
]
const lost = 'The server renews the token, and its answer is lost'
const inLane = (count: number) =>
  `${count} calls at once, with a token that is good for one request`

const acts: Readonly<Record<string, readonly string[]>> = {
  '': common,
  P1: [
    inLane(5),
    inLane(20),
    'Two of five callers leave: one on its way, one still waiting',
    'An answer is lost, and the next token with it',
    ...common,
  ],
  P2: [
    'The session has expired; 3 requests bring a cookie of their own',
    ...common,
    lost,
  ],
  P3: [
    'The token has a quarter of its life left; 3 requests go out, then 3 more',
    ...common,
  ],
  P4: [
    ...common.slice(0, 1),
    'The token expires three times; 2 requests go out at once each time',
    ...common.slice(1),
    lost,
    lost,
    'The page is loaded anew; 5 requests go out at once',
    ...common,
  ],
}

const test = suite('the demo')

for (const [name, titles] of Object.entries(acts)) {
  const what = name || 'P0, without a name,'
  test(`of ${what} plays its acts, finds every count right, and ends by itself`, async () => {
    const demo = await played(name)
    assert.is(demo.stderr, '')
    assert.is(demo.status, 0)
    const told = linesWith(demo, /^\d {2}.*$/gm).map(line => line.slice(3))
    assert.equal(told, titles)
    assert.equal(linesWith(demo, /^ {2}✗.*$/gm), [])
    assert.match(demo.stdout, /All counts are right\.\n$/)
    // Nothing was left open that would have kept it.
    assert.ok(demo.lingeredMs < 1_000, `${demo.lingeredMs} ms`)
  })

  test(`of ${what} prints plain lines that fit a terminal, and no secret`, async () => {
    const { stdout } = await played(name)
    assert.not.match(stdout, new RegExp(String.fromCharCode(27)))
    assert.not.match(stdout, TOKEN_PATTERN)
    assert.not.match(stdout, /password=|\b[0-9A-F]{32}\b/)
    // Timelines grow with the terminal, of 100 columns here; the rest is for 80.
    for (const line of stdout.split('\n')) {
      const isDrawn = /^ {2}(GET|POST)|^ +0 ms/.test(line)
      assert.ok(line.length <= (isDrawn ? 100 : 80), line)
    }
  })
}

test('counts what P0 promises', async () => {
  assert.equal(linesWith(await played(''), /^ {2}[✓✗] .*$/gm), [
    '  ✓ answers 401: 10',
    '  ✓ refreshes on the wire: 1',
    '  ✓ answers to the callers: 20',
    '  ✓ `refresh` announced: 1',
    '  ✓ loading shown: 1',
    '  ✓ loading hidden: 1',
    '  ✓ loading left on the screen: 0',
    '  ✓ refreshes on the wire: 1',
    '  ✓ promises settled: 20',
    '  ✓ answers to the callers: 0',
    '  ✓ `logout` announced: 1',
    '  ✓ credentials left: 0',
    '  ✓ toasts with the server’s words: 1',
    '  ✓ login pages opened, two seconds later: 1',
    '  ✓ refreshes on the wire while offline: 0',
    '  ✓ callers told to try again: 1',
    '  ✓ `refresh:error` announced: 1',
    '  ✓ sessions kept: 1',
    '  ✓ `logout` announced: 0',
    '  ✓ answers once the network is back: 1',
  ])
})

test('draws the chain of P1: each call after the one before, with the next token', async () => {
  const { stdout } = await played('P1')
  const rows = stdout.match(/^ {2}POST \/items\?page=\d, .*$/gm)?.slice(0, 5) ?? []
  const tokens = rows.map(row => Number(/, token (\d+) /.exec(row)?.[1]))
  assert.equal(tokens, [1, 2, 3, 4, 5])
  const starts = rows.map(row => row.indexOf('━'))
  // The next may be on its way before the caller of the one before has its answer.
  const ends = rows.map(row => row.lastIndexOf('━'))
  for (const [index, end] of ends.slice(0, -1).entries()) {
    assert.ok((starts[index + 1] ?? 0) > end, rows.join('\n'))
  }
})

test('says what there is where a name is wrong, and fails', async () => {
  const { status, stdout, stderr } = await run('P9')
  assert.is(status, 1)
  assert.is(stdout, '')
  assert.match(stderr, /^There is no "P9" to show\. There are P0, .*, all\.\n$/)
})

test('helps', async () => {
  const { status, stdout, stderr } = await run('--help')
  assert.is(status, 0)
  assert.is(stderr, '')
  assert.match(stdout, /^npm run demo -- \[name …\]\n/)
})

test.run()
