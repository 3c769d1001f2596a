/** The style sheet of pages of trends, beside that of all pages. Its digest stands in the content security policy. */
import { Markup } from '../../report/html/markup.ts'

const CSS = `
.sheet{max-width:980px}
:root{--s0:#2b5c8a;--s1:#b8281f;--s2:#8a5a00;--s3:#1b6e3c;--s4:#6b3fa0;--s5:#0f7c8a;--s6:#9aa5b1}
.chart{margin:4px 0 0}
.chart>svg{display:block;width:100%;height:auto;font:11px/1 "Source Han Sans SC","Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei","Helvetica Neue",Arial,sans-serif}
.chart text{fill:var(--soft)}
.chart .grid{stroke:#e6eaef;stroke-width:1}.chart .base{stroke:#9aa5b1;stroke-width:1}
.chart .later{fill:#f3f6fa}.chart .cut{stroke:#9aa5b1;stroke-width:1;stroke-dasharray:3 3}
.line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.point{stroke-width:2}.point.mean{fill:#fff}
.line.s0,.point.s0{stroke:var(--s0)}.line.s1,.point.s1{stroke:var(--s1)}.line.s2,.point.s2{stroke:var(--s2)}.line.s3,.point.s3{stroke:var(--s3)}.line.s4,.point.s4{stroke:var(--s4)}.line.s5,.point.s5{stroke:var(--s5)}
.line.s1{stroke-dasharray:7 4}.line.s2{stroke-dasharray:2 4}.line.s3{stroke-dasharray:10 3 2 3}.line.s4{stroke-dasharray:5 3}.line.s5{stroke-dasharray:1 3}
.point.own.s0,.part.s0{fill:var(--s0)}.point.own.s1,.part.s1{fill:var(--s1)}.point.own.s2,.part.s2{fill:var(--s2)}.point.own.s3,.part.s3{fill:var(--s3)}.point.own.s4,.part.s4{fill:var(--s4)}.point.own.s5,.part.s5{fill:var(--s5)}.part.s6{fill:var(--s6)}
.keys{list-style:none;display:flex;flex-wrap:wrap;gap:3px 20px;margin:8px 0 4px;font-size:12.5px}
.keys svg{display:inline-block;vertical-align:-2px;margin-right:6px}
.bars{margin-top:6px}
.bars .row{display:grid;grid-template-columns:15em 1fr 4em;gap:12px;align-items:center;padding:3px 0}
.bars .name{font-size:13px;overflow-wrap:anywhere;line-height:1.35;text-align:right}
.bars .track{background:#f3f6fa;border-radius:2px}
.bars svg{display:block}
.bars .part{stroke:#fff;stroke-width:1}
.bars .sum{font-variant-numeric:tabular-nums;font-size:13px}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.reasons td,.reasons tbody th{padding-bottom:2px;border-bottom:0}
.reasons tbody th{font-weight:700;overflow-wrap:anywhere}
.reasons tbody th small{font-weight:400}
.reasons .advice td{padding-top:0;padding-bottom:10px;border-bottom:1px solid #e6eaef;font-size:13.5px;color:var(--soft)}
.reasons .advice b{color:var(--ink);font-weight:700;margin-right:6px}
.reasons .advice p+p{margin-top:1px}
.trend{white-space:nowrap;font-weight:700}
.trend.new,.trend.rising{color:var(--red)}.trend.falling{color:var(--green)}.trend.steady{color:var(--soft);font-weight:400}
.stand{font-size:13px;white-space:nowrap}.stand.recurring,.stand.open{color:var(--amber)}.stand.recurring{font-weight:700}.stand.fixed{color:var(--green)}
.wide{overflow-x:auto}
@media(max-width:640px){.bars .row{grid-template-columns:8em 1fr 3em}}
@media print{.chart,.bars .row,.reasons tbody{break-inside:avoid}}
`

/** In base64, for `style-src`. */
export const TREND_STYLE_SHA256 = 'hXmQxgg7ieAdMovm/v3nW49mljcpWYNm1cJ5smlZsHI='

export const TREND_STYLE = new Markup(CSS)
