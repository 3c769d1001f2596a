/** The style sheet of HTML reports. Its digest stands in the content security policy, so no other style applies. */
import { Markup } from './markup.ts'

const CSS = `
:root{color-scheme:light;--ink:#1b2733;--soft:#5b6876;--line:#d9dfe6;--paper:#fff;--ground:#eef1f4;--red:#b3261e;--red-soft:#fdf0ee;--green:#1b6e3c;--green-soft:#eef7f1;--amber:#8a5a00;--amber-soft:#fdf6e6;--seal:#b8281f;--blue:#2b5c8a}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.65 "Source Han Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei","Helvetica Neue",Arial,sans-serif;-webkit-print-color-adjust:exact;print-color-adjust:exact}
input[name=language]{position:absolute;opacity:0;pointer-events:none}
#show-zh:checked~.sheet .en,#show-en:checked~.sheet .zh{display:none}
.sheet{max-width:900px;margin:24px auto;background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:28px 36px 20px}
.masthead{display:flex;align-items:center;gap:14px;border-bottom:2px solid var(--ink);padding-bottom:14px;margin-bottom:22px}
.logo{width:46px;height:46px;flex:none}
.logo rect{fill:var(--seal)}.logo .inner{fill:none;stroke:#fff;stroke-width:1}.logo text{fill:#fff;font-size:15px;font-weight:700;text-anchor:middle}
.brand{font-size:22px;font-weight:700;line-height:1.25;letter-spacing:.04em;flex:1}
.brand small{display:block;font-size:12px;font-weight:400;color:var(--soft);letter-spacing:.06em}
nav{display:flex;border:1px solid var(--line);border-radius:4px;overflow:hidden;font-size:13px}
nav label{padding:4px 12px;cursor:pointer;color:var(--soft)}
#show-zh:checked~.sheet label[for=show-zh],#show-en:checked~.sheet label[for=show-en]{background:var(--ink);color:#fff}
#show-zh:focus-visible~.sheet label[for=show-zh],#show-en:focus-visible~.sheet label[for=show-en]{outline:2px solid var(--blue);outline-offset:-4px}
h1,h2,h3,p,dl,dd,ul,figure{margin:0;padding:0}
h1{font-size:25px;line-height:1.3}
h2{font-size:18px;line-height:1.4}
h3{font-size:13px;font-weight:700;color:var(--soft);letter-spacing:.05em;margin:20px 0 8px}
code{font:12.5px/1.5 ui-monospace,"SFMono-Regular","DejaVu Sans Mono",Consolas,"Noto Sans Mono CJK SC",monospace;overflow-wrap:anywhere}
small{color:var(--soft);font-size:12.5px}
section{margin:0 0 26px}
section>header{display:flex;align-items:baseline;gap:14px;flex-wrap:wrap;border-bottom:1px solid var(--line);padding-bottom:6px;margin-bottom:12px}
.verdict{display:flex;gap:20px;align-items:flex-start;border-radius:6px;padding:20px 24px;border:1px solid;border-left-width:7px}
.verdict .icon{flex:none;width:54px;height:54px;border-radius:50%;color:#fff;font-size:31px;line-height:54px;text-align:center;font-weight:700}
.verdict .sentence{font-size:16px;margin-top:4px;overflow-wrap:anywhere}
.verdict .next{margin-top:8px;color:var(--soft)}
.verdict .next b{color:var(--ink);margin-right:6px}
.verdict.accepted{border-color:var(--green);background:var(--green-soft)}.verdict.accepted h1{color:var(--green)}.verdict.accepted .icon{background:var(--green)}
.verdict.rejected{border-color:var(--red);background:var(--red-soft)}.verdict.rejected h1{color:var(--red)}.verdict.rejected .icon{background:var(--red)}
.verdict.open{border-color:var(--amber);background:var(--amber-soft)}.verdict.open h1{color:var(--amber)}.verdict.open .icon{background:var(--amber)}
dl>div{display:grid;grid-template-columns:9.5em 1fr;gap:14px;padding:4px 0;border-bottom:1px solid #f0f2f5}
dl+dl{margin-top:14px}
dt{color:var(--soft)}
dd{overflow-wrap:anywhere}
.chip{font-size:13.5px;font-weight:700;border-radius:3px;padding:2px 10px}
.accepted .chip{background:var(--green-soft);color:var(--green)}.rejected .chip{background:var(--red-soft);color:var(--red)}.open .chip{background:var(--amber-soft);color:var(--amber)}
.who{display:flex;gap:24px;align-items:flex-start}
.facts{flex:1;min-width:0}
.seal{flex:none;width:190px;text-align:center}
.seal>div{position:relative;min-height:120px;display:flex;align-items:center;justify-content:center;border:1px solid var(--line);border-radius:4px;padding:10px;background:#fff;overflow:hidden}
.seal img{max-width:100%;height:auto;max-height:240px;object-fit:contain}
.seal.invalid img{filter:grayscale(1);opacity:.45}
.seal strong{position:absolute;left:-20%;right:-20%;top:50%;transform:translateY(-50%) rotate(-24deg);background:var(--red);color:#fff;font-size:14px;letter-spacing:.12em;padding:3px 0}
.open .seal strong{background:var(--amber)}
.seal.none>div{color:var(--soft);font-size:13px;border-style:dashed}
figcaption{font-size:12px;color:var(--soft);margin-top:5px}
.timeline .row{display:grid;grid-template-columns:6.5em 1fr;gap:10px;align-items:center}
.timeline .name{font-size:13px;color:var(--soft)}
.timeline .track{border-left:1px solid var(--line);border-right:1px solid var(--line)}
.timeline .said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.timeline svg{display:block;overflow:visible}
.bar{fill:#c8d6e4}
.moment{stroke-width:2}.moment.signing{stroke:var(--seal)}.moment.validation{stroke:var(--ink);stroke-dasharray:3 3}.moment.creation{stroke:var(--blue);stroke-dasharray:1 3}
.axis text{font-size:11px;fill:var(--soft);text-anchor:middle}
.axis .track{border-top:1px solid var(--line);border-left-color:transparent;border-right-color:transparent}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:2px 22px;font-size:13px;color:var(--soft);margin-top:6px}
.legend svg{display:inline-block;vertical-align:-2px;margin-right:4px}
.legend b{font-weight:400;color:var(--ink)}
table{width:100%;border-collapse:collapse;font-size:14px}
th{text-align:left;font-weight:400}
thead th{color:var(--soft);font-size:12.5px;padding:4px 8px;border-bottom:1px solid var(--line)}
td,tbody th{padding:6px 8px;vertical-align:top;border-bottom:1px solid #f0f2f5}
tbody th small{display:block}
.mark{width:34px;text-align:center;font-weight:700}
.result{width:13em}
.result small{font-size:11px;overflow-wrap:anywhere}
tr.accepted .mark,tr.accepted .result{color:var(--green)}tr.rejected .mark,tr.rejected .result{color:var(--red);font-weight:700}tr.open .mark,tr.open .result{color:var(--amber);font-weight:700}
tr.rejected th,tr.open th{font-weight:700}tr th small{font-weight:400}
.findings td{padding-top:0}
.finding{border-left:4px solid var(--line);background:#f7f9fb;padding:8px 12px;margin:2px 0 8px;font-size:13.5px}
.finding.error{border-color:var(--red);background:var(--red-soft)}.finding.error.open{border-color:var(--amber);background:var(--amber-soft)}
.finding.warning{border-color:#d39e2c;background:var(--amber-soft)}
.finding .what{font-weight:700;overflow-wrap:anywhere}
.finding p+p{margin-top:2px}
.finding p>b{margin-right:6px}
.finding ul{margin:4px 0 4px 1.4em}
.badge{font-size:11.5px;font-weight:400;border:1px solid currentColor;border-radius:3px;padding:0 5px;margin-right:8px;color:var(--soft)}
.error .badge{color:var(--red)}.error.open .badge{color:var(--amber)}.warning .badge{color:var(--amber)}
.meta{font-size:12px;color:var(--soft)}
details{margin:4px 0}
summary{cursor:pointer;color:var(--soft)}
summary b{color:var(--ink)}
.coverage{border:1px solid var(--line);border-radius:4px;padding:6px 10px;margin-bottom:8px}
.coverage.uncovered summary{color:var(--amber);font-weight:700}
.note{color:var(--soft);font-size:13px;margin-bottom:6px}
.rules{list-style:none;font-size:12.5px;font-weight:400;color:var(--soft);margin:2px 0 0}
.rules b{font-weight:400;color:var(--ink)}
.todo{list-style:none}
.todo li{display:grid;grid-template-columns:7em 1fr;gap:14px;padding:6px 0;border-bottom:1px solid #f0f2f5}
.todo .actor{color:var(--soft)}
.todo small{display:block}
.lists td{font-size:13px}
.annex>summary{font-size:15px;font-weight:700;color:var(--ink);border-bottom:1px solid var(--line);padding-bottom:6px;margin-bottom:12px}
footer{border-top:1px solid var(--line);padding-top:12px;color:var(--soft);font-size:12.5px}
@media(max-width:640px){.sheet{margin:0;border:0;padding:18px 14px}.who{flex-direction:column}.seal{align-self:center}dl>div{grid-template-columns:1fr;gap:0}.verdict{padding:16px;gap:14px}}
@media print{@page{size:A4;margin:14mm 14mm 16mm}body{background:#fff;font-size:12.5px}.sheet{max-width:none;margin:0;border:0;padding:0}nav{display:none}.verdict,.finding,.seal,.timeline,dl>div,tbody tr{break-inside:avoid}h2,h3,section>header{break-after:avoid}tr.accepted th small{display:none}td,tbody th{padding:4px 8px}details::details-content{content-visibility:visible;height:auto}}
`

/** In base64, for `style-src`. */
export const STYLE_SHA256 = 'kGHzLG1UxBsWWNKNfNq3IyaVaonyP+keTxVcK/2xf7E='

export const STYLE = new Markup(CSS)
