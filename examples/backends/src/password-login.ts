import { parseJson, stringField } from './route'
import type { Reply } from './serve'

/** The password of every user; any user name is known. */
export const DEMO_PASSWORD = 'secret'

/** The user of a body `{ user, password }`, or what `refuse` makes of it. */
export function passwordLogin(
  body: string,
  refuse: (status: number, msg: string) => Reply,
): string | Reply {
  const json = parseJson(body)
  const user = stringField(json, 'user')
  const password = stringField(json, 'password')
  if (!user || !password) return refuse(400, 'user and password are required')
  if (password !== DEMO_PASSWORD) return refuse(401, '用户名或密码错误')
  return user
}
