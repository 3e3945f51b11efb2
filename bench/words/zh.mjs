/** What RESULTS.zh-CN.md says; its digits are those of the English, in their order. */
export const zh = {
  head: ({ date, node, cores, model }) => `# 性能对比

由 \`npm run bench\` 于 ${date} 生成，环境是 Node ${node}，${cores} × ${model}。绝对时间换一台机器、换一次运行都会变，要看的是倍数，也就是表里的「× 手写」：与一份手写的 request.js 相比，它用一个函数完成同样的工作。参与对比的库都以同样的方式打包、压缩，跑在同一个假宿主上；计时之前，先核对每一个发到线上的内容（方法、URL、query、请求头、正文）。

¹ 需要 \`fetch\`、\`Headers\`、\`Request\`、\`Response\`、\`URL\` 或 \`AbortController\`，微信里没有：这里用的是 Node 自带的，到手机上还得带 polyfill。所以这些数字不代表手机上的表现。`,

  peers: {
    bare: '手写的 request.js',
    allium: 'Allium',
    'allium-queued-by-host': 'Allium（由宿主排队）',
    'koa-compose': 'koa-compose（五个最简单的层）',
    'luch-request': 'luch-request 3.1（加常见的刷新代码）',
    wefetch: 'wefetch',
    flyio: 'flyio（刷新时加锁）',
    axios: 'axios（加 axios-auth-refresh）',
    alova: 'alova（加令牌认证）',
    'umi-request': 'umi-request',
    ky: 'ky',
    ofetch: 'ofetch',
    wretch: 'wretch',
  },

  targets: {
    title: '目标',
    columns: ['', 'Allium', '上限', ''],
    met: '达标',
    missed: '未达标',
  },

  size: {
    title: '体积',
    note: '用 esbuild 打包成 ES2018，压缩后再 gzip，没用到的部分已被摇掉。各个库里，只有连刷新一起列出的，才做了和全套一样的事。',
    columns: ['', '压缩后，B', 'gzip 后，B'],
    bundles: {
      core: 'Allium：core、transport-wx、headers、query、loading',
      kit: 'Allium：全套，P0 导入的全部',
      luch: 'luch-request 3.1',
      luchRefresh: 'luch-request 3.1（加常见的刷新代码）',
      alova: 'alova',
      alovaRefresh: 'alova（加令牌认证）',
      axios: 'axios',
      axiosRefresh: 'axios（加小程序适配器和 auth-refresh）',
      flyio: 'flyio',
      wefetch: 'wefetch',
      umi: 'umi-request ¹',
      ky: 'ky ¹',
      ofetch: 'ofetch ¹',
      wretch: 'wretch ¹',
      compose: 'koa-compose',
      bare: '手写的 request.js',
    },
    files: '全套的体积花在哪些文件上（压缩后）：',
    fileColumns: ['文件', 'B'],
    targets: {
      core: 'core 加传输层的体积，B',
      kit: '全套的体积，B',
    },
  },

  overhead: {
    title: '五层的开销',
    note: round =>
      `五层是 loading、用户自己写的计数层、auth、headers、query，宿主在一个微任务之后就给出响应。记的是 CPU 时间：每个库各占一个进程，预热之后轮流跑，每轮 ${round} 个请求，取中位数。分配的字节数另在新进程里测，期间没有垃圾回收。`,
    columns: ['', '逐个发送', '× 手写', '100 个并发，× 手写', '分配的内存', '× 手写'],
    targets: {
      sequential: '开销：逐个发送，× 手写',
      concurrent: '开销：并发，× 手写',
      allocated: '开销：分配的内存，× 手写',
    },
  },

  storm: {
    title: '刷新风暴',
    note: '所有请求都被拒，只刷新一次，然后全部重发。记的是平均每个请求花的 CPU 时间，以及刷新期间它占用的内存。槽位全部放开：若只有十个，多数请求根本不会被拒。请求数增加到十倍，每个请求的耗时却涨到三倍以上的，不再测更大的规模。',
    columns: ['并发', '', '每个请求', '× 手写', '占用，B'],
    targets: {
      cost: count => `${count} 个请求的刷新风暴，× 手写`,
      held: count => `${count} 个请求的刷新风暴，每个请求占用，B`,
    },
  },

  stormCounts: {
    title: '一场风暴刷新几次',
    note: '二十个请求的令牌都过期了。四种情形：刷新有结果之前，全部被拒；刷新途中又来二十个；刷新结束之后，其中一半才被拒；刷新遭到拒绝之后，其中一半才被拒。每种情形都应当只刷新一次。事件循环转过 200 圈还没有结局的 Promise，算「一直挂着」；刷新明明成功、请求却失败的，算「白白失败」。',
    columns: [
      '刷新次数',
      '同时被拒',
      '途中又来',
      '迟到',
      '刷新遭拒',
      '一直挂着',
      '白白失败',
    ],
  },

  coldStart: {
    title: '冷启动',
    note: '新进程执行打包好的代码，创建客户端，发出请求；宿主被调用的那一刻停表。手写的 request.js 只有一千字节左右，所以其他的都是它的许多倍。',
    columns: ['', '执行代码', '× 手写', '发出首个请求', '× 手写'],
    targets: {
      evaluate: '冷启动：执行代码，× 手写',
      toFirstRequest: '冷启动：发出首个请求，× 手写',
    },
  },

  schedule: {
    title: '调度',
    note: '500 个请求，每个 20 ms，走十个槽位，半途令牌过期，用真实的定时器：`npm run bench:schedule`。超出它自己的上限，命令就以失败退出。',
    pool: '手写的十并发池',
    run: (name, ms, toIdeal, calls) =>
      `${name} ${ms} ms  理想值的 ${toIdeal} 倍  发出 ${calls} 次`,
    sum: (ratio, mostRatio, calls, mostCalls) =>
      `Allium 的耗时是手写池的 ${ratio} 倍（上限 ${mostRatio}），\n发出 ${calls} 次（上限 ${mostCalls}）`,
    target: '500 个请求走十个槽位，× 理想值',
  },

  notComparable: {
    title: '不能直接比的',
    failed: (title, reason) => `${title} 没有做到同样的事：${reason}`,
    without: titles => `自己不管刷新、因此不在风暴里的：${titles.join('、')}。`,
    facts: [
      'flyio 不管加不加锁，每个被拒的请求都会刷新一次：它的风暴是另一回事。',
      'axios-auth-refresh 按默认选项会让第一个以外的请求全部失败；这里设了 `deduplicateRefresh: false`，照样只刷新一次。',
      'alova 关掉了缓存和请求共享：每个请求都要真正发出去。',
      'luch-request 自己不管刷新，这里加上了它的用户普遍照抄的那段代码。',
      '只有 Allium 才做的事，也都算在它的数字里：每次发送各有时限，一个请求不会有两个结局，请求在途中改不了，URL 不会把令牌带去别的主机，十个槽位分优先级。',
    ],
  },
}
