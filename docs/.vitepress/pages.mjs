// The pages, in the order of the sidebar: path, English title, Chinese title.
const groups = [
  [['Start', '开始'], [['start', 'Start in five minutes', '五分钟上手']]],
  [
    ['Concepts', '概念'],
    [
      ['concepts/onion', 'The onion', '洋葱模型'],
      ['concepts/replay', 'Replay', '重放'],
      ['concepts/sessions', 'Sessions', '会话'],
      ['concepts/outcomes', 'The four outcomes of a refresh', '刷新的四种结果'],
    ],
  ],
  [
    ['Recipes', '实战'],
    [
      ['recipes/backends', 'Five backends', '五种后端'],
      ['recipes/signing', 'Signing requests', '请求签名'],
      ['recipes/retry', 'Retrying', '重试'],
      ['recipes/short-cache', 'An answer that stands in', '鉴权失败时的短期缓存'],
      ['recipes/upload', 'Uploading files', '上传文件'],
      ['recipes/ai-chat', 'AI chat: streaming', 'AI 对话：流式响应'],
      ['recipes/uni-app', 'uni-app', 'uni-app'],
      ['recipes/taro', 'Taro', 'Taro'],
    ],
  ],
  [
    ['Moving over', '迁移'],
    [
      [
        'recipes/from-wrapper',
        'From a hand-written request.js',
        '从手写 request.js 迁移',
      ],
      ['recipes/from-luch-request', 'From luch-request', '从 luch-request 迁移'],
      ['recipes/from-axios', 'From axios', '从 axios 迁移'],
    ],
  ],
  [
    ['Packages', '包'],
    [
      ['packages/core', 'core', 'core'],
      ['packages/middleware-auth', 'middleware-auth', 'middleware-auth'],
      ['packages/transport-wx', 'transport-wx', 'transport-wx'],
      ['packages/transport-fetch', 'transport-fetch', 'transport-fetch'],
      ['packages/adapter-axios', 'adapter-axios', 'adapter-axios'],
      ['packages/inspector', 'inspector', 'inspector'],
      ['packages/testing', 'testing', 'testing'],
    ],
  ],
  [
    ['Write your own', '自己动手'],
    [
      ['write/layer', 'A layer', '写一个中间件'],
      ['write/transport', 'A transport', '写一个传输层'],
    ],
  ],
  [
    ['Reference', '参考'],
    [
      ['platforms', 'Platforms', '平台支持'],
      ['benchmarks', 'Benchmarks', '性能对比'],
    ],
  ],
]

/** The sidebar in a language: 0 is English, 1 Chinese. */
export function sidebar(language) {
  const root = language === 0 ? '/' : '/zh/'
  return groups.map(([names, pages]) => ({
    text: names[language],
    items: pages.map(([path, ...titles]) => ({
      text: titles[language],
      link: root + path,
    })),
  }))
}
