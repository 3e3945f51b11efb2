const names = ['msg', 'message', 'error_description']

/**
 * What the server has to say to the user about a failed request: the text of a
 * `BusinessError`, or the `msg`, `message` or `error_description` of the answer. What
 * stands behind an error says more than the error itself: of a refused refresh, its
 * answer and not the 401 that led to it.
 *
 * @example
 * import { loading, serverMessage } from '@allium/core'
 *
 * client.use(loading(view, { errorToast: error => serverMessage(error) ?? '请稍后重试。' }))
 */
export function serverMessage(error: unknown): string | undefined {
  return saidIn(Object(error).cause) ?? saidIn(error)
}

function saidIn(error: unknown): string | undefined {
  const { serverMessage, response } = Object(error)
  const body = Object(Object(response).data)
  const texts = [serverMessage, ...names.map(name => body[name])]
  return texts.find(text => typeof text === 'string' && text !== '')
}
