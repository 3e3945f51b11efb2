import type { Authenticator } from './types'

/**
 * `Cookie: <name>=<accessToken>`, beside the cookies of the caller: for hosts that keep no
 * cookies themselves, as mini programs do.
 *
 * @example
 * import { auth, cookie } from '@allium/middleware-auth'
 *
 * client.use(auth({ session, authenticator: cookie('JSESSIONID') }))
 *
 * @throws TypeError for what is no cookie's name.
 */
export function cookie(name: string): Authenticator {
  if (typeof name !== 'string' || !/^[^\s=;,]+$/.test(name)) {
    throw new TypeError('[cookie] takes the name of a cookie')
  }
  const isIts = (pair: string) => pair.trim().startsWith(`${name}=`)
  return {
    // Stryker disable next-line ArrayDeclaration: any list will do that names no field.
    isSuppliedBy: ({ headers, withheld = [] }) =>
      pairsOf(headers.cookie).some(isIts) || withheld.includes('cookie'),
    attach: (request, { accessToken }) => {
      const others = pairsOf(request.headers.cookie)
      const header = [...others, `${name}=${accessToken}`].join('; ')
      return { ...request, headers: { ...request.headers, cookie: header } }
    },
  }
}

function pairsOf(header = ''): string[] {
  return header.split(/;\s*/).filter(pair => pair !== '')
}
