const names = ['msg', 'message', 'error_description']

/**
 * What the server has to say to the user about a failed request: the `msg`, `message` or
 * `error_description` of its answer. What stands behind an error says more than the error
 * itself: of a refused refresh, its answer and not the 401 that led to it.
 *
 * @example
 * import { loading, serverMessage } from '@allium/core'
 *
 * client.use(loading(view, { errorToast: error => serverMessage(error) ?? '请稍后重试。' }))
 */
export function serverMessage(error: unknown): string | undefined {
  const { cause, response } = Object(error) as { cause?: unknown; response?: unknown }
  return textOf(Object(cause).response) ?? textOf(response)
}

function textOf(response: unknown): string | undefined {
  const body = Object(Object(response).data) as Record<string, unknown>
  const texts = names.map(name => body[name])
  return texts.find((text): text is string => typeof text === 'string' && text !== '')
}
