import type { Guard } from './guard'
import type { PageFiles } from './page-files'
import { openPage } from './page-instance'
import type { PageStack } from './page-stack'
import { type Route, readRoute } from './route'

/** The five ways from page to page. */
export type MoveName =
  | 'navigateTo'
  | 'redirectTo'
  | 'reLaunch'
  | 'switchTab'
  | 'navigateBack'

/** What the moves are asked for. */
export interface MoveRequest {
  /** Where to. */
  readonly url?: string | undefined
  /** How many pages back. */
  readonly delta?: number | undefined
}

/** Makes a move; returns what stood in its way, if anything did. */
export type Move = (name: MoveName, request: MoveRequest) => string | undefined

/** The most pages that lie on one another. */
const MAX_PAGES = 10

/** Makes the moves of one host, with the lifecycle events in WeChat's order. */
export function createMove(
  stack: PageStack,
  files: PageFiles<unknown>,
  guard: Guard,
): Move {
  const open = (options: object, route: Route): void => {
    stack.push(openPage(options, route, guard), files.isTab(route.path))
  }
  const back = (delta = 1): string | undefined => {
    const most = stack.pages.length - 1
    if (most < 1) return 'cannot navigate back at first page.'
    for (let count = Math.min(Math.max(1, delta), most); count > 0; count--) stack.pop()
    stack.reveal()
    return undefined
  }
  const switchTab = (options: object, route: Route): void => {
    const known = stack.tab(route.path)
    const isThere = known !== undefined && stack.top === known
    if (isThere) return
    if (stack.top !== undefined && files.isTab(stack.top.route)) stack.cover()
    stack.keepOnly(known)
    if (known === undefined) open(options, { path: route.path, query: {} })
    else stack.reveal()
  }
  return (name, { url, delta }) => {
    if (name === 'navigateBack') return back(delta)
    const route = readRoute(String(url), stack.top?.route)
    const obstacle = obstacleOf(name, route.path, stack, files)
    if (obstacle !== undefined) return obstacle
    const options = files.optionsOf(route.path)
    if (options === undefined) return `page "${route.path}" has not been registered yet`
    if (name === 'switchTab') {
      switchTab(options, route)
      return undefined
    }
    if (name === 'navigateTo') stack.cover()
    if (name === 'redirectTo') stack.pop()
    if (name === 'reLaunch') stack.clear()
    open(options, route)
    return undefined
  }
}

function obstacleOf(
  name: MoveName,
  path: string,
  stack: PageStack,
  files: PageFiles<unknown>,
): string | undefined {
  if (!files.has(path)) return `page "${path}" is not found`
  if (name === 'switchTab' && !files.isTab(path)) {
    return 'can not switch to no-tabBar page'
  }
  if ((name === 'navigateTo' || name === 'redirectTo') && files.isTab(path)) {
    return `can not ${name} a tabbar page`
  }
  const isFull = name === 'navigateTo' && stack.pages.length >= MAX_PAGES
  return isFull ? 'webview count limit exceed' : undefined
}
