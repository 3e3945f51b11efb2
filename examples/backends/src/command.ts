import { startP0 } from './p0'
import { startP1 } from './p1'
import { startP2 } from './p2'
import { DEMO_PASSWORD_MD5, startP3 } from './p3'
import { startP4 } from './p4'
import { DEMO_PASSWORD } from './password-login'
import type { Serving } from './serve'

/** Short, so that a session expires before the eyes of whoever tries it. */
const LIFE_MS = 30_000

interface Starter {
  start(port: number): Promise<Serving>
  /** How to get in. */
  hint: string
}

const password = `any user, password ${DEMO_PASSWORD}`
const code = (path: string): string => `POST ${path} { "code": "…" }, any code, once`

const starters: Readonly<Record<string, Starter>> = {
  P0: { start: port => startP0({ accessTtlMs: LIFE_MS, port }), hint: password },
  P1: {
    start: port => startP1({ tokenTtlMs: LIFE_MS, port }),
    hint: code('/v1/api/imiMini/login'),
  },
  P2: {
    start: port => startP2({ sessionTtlMs: LIFE_MS, port }),
    hint: code('/login'),
  },
  P3: {
    start: port => startP3({ accessTtlMs: LIFE_MS, port }),
    hint: `GET /token?username=any&password=${DEMO_PASSWORD_MD5}`,
  },
  P4a: {
    start: port => startP4({ accessTtlMs: LIFE_MS, allowOrigin: true, port }),
    hint: `POST /api/login, ${password}`,
  },
  P4b: {
    start: port => startP4({ form: 'b', accessTtlMs: LIFE_MS, allowOrigin: true, port }),
    hint: `POST /api/login, ${password}`,
  },
}

/** One backend as the command line asks for it. */
export interface Command extends Starter {
  name: string
  port: number
}

/** Reads `[P0|P1|P2|P3|P4a|P4b] [port]`, in either order; P0 on port 8080 by default. */
export function readCommand(args: readonly string[]): Command {
  const command = { name: 'P0', port: 8080 }
  for (const arg of args) {
    const name = Object.keys(starters).find(
      key => key.toLowerCase() === arg.toLowerCase(),
    )
    if (name !== undefined) command.name = name
    else if (/^p4$/i.test(arg)) command.name = 'P4a'
    else if (/^\d{1,5}$/.test(arg) && Number(arg) < 65_536) command.port = Number(arg)
    else throw new TypeError(`[server] "${arg}" is no backend (${names()}) and no port`)
  }
  const starter = starters[command.name] as Starter
  return { ...command, ...starter }
}

function names(): string {
  return Object.keys(starters).join(', ')
}
