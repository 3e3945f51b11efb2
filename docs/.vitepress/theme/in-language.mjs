import { useData } from 'vitepress'
import { computed } from 'vue'

/** The words of the page's language. */
export function inLanguage({ en, zh }) {
  const { lang } = useData()
  return computed(() => (lang.value.startsWith('zh') ? zh : en))
}
