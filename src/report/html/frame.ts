/** What all pages have in common: the head with its content security policy, the masthead, and the switch of languages. */
import type { Language } from '../messages/catalog.ts'
import { LABELS } from '../messages/terms.ts'
import type { Term } from '../messages/terms.ts'
import { html, NOTHING, term } from './markup.ts'
import type { Markup } from './markup.ts'
import { STYLE, STYLE_SHA256 } from './style.ts'

export interface Page {
  /** Shown first; the reader can switch. */
  readonly language: Language
  /** Of the window, in that language. */
  readonly title: string
  readonly heading: Term
  readonly main: Markup
  readonly statement: Term
  /** A style sheet beside that of all pages, with its digest in base64. @default none */
  readonly style?: { readonly text: Markup; readonly sha256: string }
}

const LOGO = html`<svg class="logo" viewBox="0 0 48 48" aria-hidden="true"><rect x="3" y="3" width="42" height="42" rx="5"/><rect class="inner" x="7" y="7" width="34" height="34" rx="2"/><text x="24" y="31">印信</text></svg>`

/** A self-contained document: no script, nothing from outside, and no style but the given ones. */
export function pageOf({ language, title, heading, main, statement, style }: Page): string {
  const styles = [STYLE_SHA256, ...(style === undefined ? [] : [style.sha256])].map((digest) => `'sha256-${digest}'`).join(' ')
  const policy = `default-src 'none'; style-src ${styles}; img-src data:; base-uri 'none'; form-action 'none'`
  const checked = (shown: Language): Markup => (language === shown ? html` checked` : NOTHING)
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>${style === undefined ? NOTHING : html`
<style>${style.text}</style>`}
</head>
<body>
<input type="radio" name="language" id="show-zh"${checked('zh')}><input type="radio" name="language" id="show-en"${checked('en')}>
<div class="sheet">
<header class="masthead">${LOGO}<div class="brand">${term(heading)}<small>yinxin 印信</small></div><nav aria-label="Language"><label for="show-zh" lang="zh-CN">${LABELS.language.zh}</label><label for="show-en" lang="en">${LABELS.language.en}</label></nav></header>
<main>
${main}
</main>
<footer>${term(statement)}</footer>
</div>
</body>
</html>
`.text
}
