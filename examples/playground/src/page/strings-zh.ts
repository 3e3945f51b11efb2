import type { Strings } from './strings'

export const zh: Strings = {
  title: 'Allium 演练场',
  lead: '请求穿过洋葱的各层，再原路返回。令牌过期时，请求停在 auth 层等待：只发出一次刷新，随后各自从这里重放，外面的业务代码毫无察觉。背后是运行在本机的真实服务器。',
  language: '语言',
  backend: '后端',
  backends: {
    p0: ['P0', '双令牌；过期时返回 HTTP 401。'],
    p1: ['P1', '每个应答带来下一个请求的令牌，因此逐个发送；过期时返回体 code 为 408。'],
    p2: ['P2', '用登录 code 换取会话 Cookie；过期时返回体 code 为 "0002"。'],
    p3: ['P3', '应用自己的匿名凭证；令牌在过期之前就更新。'],
    p4a: ['P4 a', 'Web 应用，两个令牌存于 localStorage；刷新令牌会轮换，只能用一次。'],
    p4b: ['P4 b', 'Web 应用，刷新令牌是 HttpOnly Cookie；访问令牌只在内存里。'],
  },
  tryIt: '试一试',
  scenarios: {
    twenty: ['令牌过期', '20 个请求遇到过期的令牌。'],
    storm: ['200 个请求的风暴', '200 个同时发出：仍然只刷新一次。'],
    refused: ['刷新被拒绝', '会话只结束一次，20 个调用者都知道原因。'],
    lost: ['应答丢失', '刷新已完成，应答却丢了：会话还在吗？'],
  },
  byHand: '手动操作',
  groups: { send: '请求', server: '服务器', user: '用户' },
  send: count => `发送 ${count} 个`,
  abort: '全部中止',
  expire: '让访问令牌过期',
  revoke: '吊销刷新令牌',
  refuseLogin: '拒绝之后的登录',
  drop: '丢弃下一次刷新的应答',
  hang: '刷新不应答',
  latency: '延迟',
  signIn: '登录',
  signOut: '退出登录',
  users: { li: '小李', wang: '小王' },
  signedInAs: user => `已登录：${user}`,
  signedOut: '未登录',
  done: {
    expire: '服务器不再接受访问令牌。现在发送请求试试。',
    revoke: '服务器将拒绝下一次刷新。先让访问令牌过期，再发送请求。',
    drop: '下一次刷新的应答会丢失。先让访问令牌过期，再发送请求。',
    hang: '刷新不再应答，等待者最多等 10 秒。先让访问令牌过期，再发送请求。',
    heal: '刷新恢复应答。',
  },
  counters: {
    requests: '请求',
    answered: '已应答',
    failed: '失败',
    refused: '因过期被拒',
    refreshes: '刷新',
    replays: '重放',
    pending: '未决的 Promise',
    logouts: '登出',
  },
  countersTitle: '计数',
  serverSaw: (requests, refreshes, unauthorized, atOnce) =>
    `服务器自己的计数：${requests} 个请求，其中 ${refreshes} 个是刷新，${unauthorized} 个返回 401；最多同时 ${atOnce} 个。`,
  outside: '业务代码',
  core: '服务器',
  onion: '洋葱图：圆点是请求，正在穿过各层',
  colours: {
    queued: '等待空位',
    sent: '在服务器',
    held: '等待刷新',
    refresh: '刷新',
    answered: '已应答',
    failed: '失败',
  },
  idle: '现在很安静。点一下四个场景之一，留意 auth 层。',
  holding: held => `${held} 个请求停在 auth 层等待。`,
  refreshing: '正在为所有请求刷新一次。',
  going: pending => `${pending} 个进行中。`,
  outcome({ requests, answered, failed, refused, unsigned, refreshes, logouts }) {
    const parts = [`${requests} 个请求`]
    if (refused > 0) parts.push(`${refused} 次遇到过期令牌`)
    if (refreshes > 0) parts.push(`${refreshes} 次刷新`)
    if (answered > 0 || failed === 0) parts.push(`${answered} 个已应答`)
    if (failed > 0) parts.push(`${failed} 个失败`)
    if (unsigned > 0) parts.push('没有登录')
    if (logouts > 0) parts.push(`${logouts} 次登出`)
    return `${parts.join('，')}。没有悬而未决的请求。`
  },
  inspector: '发生了什么',
  code: '正在运行的代码',
  codeAbout: '这个文件就是全部配置，登录也在内。粘贴到你的项目，换上你的 baseURL 即可。',
  copy: '复制',
  copied: '已复制',
  selected: '已选中，请按 Ctrl+C',
  loading: '加载中',
  noServer: '演练场的服务器没有应答。`npm run playground` 还在运行吗？',
}
