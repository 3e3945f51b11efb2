import { defineConfig } from 'vitepress'
import { sidebar } from './pages.mjs'
import { tokenize } from './tokenize.mjs'

const links = (root, words) =>
  ['start', 'concepts/onion', 'recipes/backends', 'packages/core', 'platforms'].map(
    (path, at) => ({
      text: words[at],
      link: root + path,
      activeMatch: `^${root}${path.split('/')[0]}`,
    }),
  )

const chineseSearch = {
  button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
  modal: {
    displayDetails: '显示详情',
    resetButtonTitle: '清空',
    backButtonTitle: '返回',
    noResultsText: '没有找到',
    footer: { selectText: '打开', navigateText: '选择', closeText: '关闭' },
  },
}

export default defineConfig({
  title: 'Allium',
  cacheDir: './node_modules/.vitepress',
  srcExclude: ['README.md'],
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/logo.svg' }]],
  markdown: { theme: { light: 'github-light', dark: 'github-dark' } },
  themeConfig: {
    logo: '/logo.svg',
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          options: { tokenize },
          searchOptions: { combineWith: 'AND', fuzzy: false },
        },
        locales: { zh: { translations: chineseSearch } },
      },
    },
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description:
        'An HTTP client for WeChat mini programs: an onion of layers, one silent refresh.',
      themeConfig: {
        nav: links('/', ['Start', 'Concepts', 'Recipes', 'Packages', 'Reference']),
        sidebar: sidebar(0),
        outline: { level: [2, 3] },
      },
    },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      link: '/zh/',
      description: '微信小程序的 HTTP 客户端：洋葱模型，令牌只静默刷新一次。',
      themeConfig: {
        nav: links('/zh/', ['上手', '概念', '实战', '包', '参考']),
        sidebar: sidebar(1),
        outline: { level: [2, 3], label: '本页目录' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '切换语言',
        skipToContentLabel: '跳到正文',
        notFound: {
          title: '没有这一页',
          quote: '链接可能写错了，或者这一页已经移走。',
          linkLabel: '回到首页',
          linkText: '回到首页',
        },
      },
    },
  },
})
