import { LOOK } from '../look/look.ts'

/** The style sheet of the guides: the look of all pages, and what long texts need besides. */
export const STYLE = `${LOOK}
html{scroll-behavior:smooth;scroll-padding-top:5rem}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{font-size:16px;line-height:1.6;overflow-wrap:normal}
a{color:var(--accent);text-underline-offset:.15em;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
header.top{position:sticky;top:0;z-index:5;display:flex;gap:1.5rem;align-items:center;padding:.75rem 1.5rem;background:var(--bg);border-bottom:1px solid var(--hair)}
header.top .name{font-weight:700;font-size:1.1rem;color:var(--text);text-decoration:none;letter-spacing:-.01em}
header.top nav{display:flex;gap:1.25rem;margin-left:auto;font-size:.95rem}
header.top nav a{text-decoration:none}
.page{display:grid;grid-template-columns:14rem minmax(0,46rem) 12rem;gap:2.5rem;max-width:80rem;margin:0 auto;padding:2rem 1.5rem 5rem}
.menu,.contents{position:sticky;top:5rem;align-self:start;max-height:calc(100vh - 6rem);overflow:auto;font-size:.92rem}
.menu a,.contents a{display:block;padding:.28rem .6rem;border-radius:6px;color:var(--dim);text-decoration:none}
.menu a:hover,.contents a:hover{color:var(--text);background:var(--soft)}
.menu a[aria-current]{color:var(--accent);background:var(--good-soft);font-weight:600}
.menu a.sub{padding-left:1.5rem}
.contents strong{display:block;padding:.28rem .6rem;font-size:.78rem;text-transform:uppercase;letter-spacing:.06em;color:var(--dim)}
main h1{font-size:2.1rem;line-height:1.2;letter-spacing:-.02em;margin:.1rem 0 1rem}
main h2{font-size:1.4rem;line-height:1.3;letter-spacing:-.01em;margin:2.8rem 0 .8rem;padding-top:1.4rem;border-top:1px solid var(--hair)}
main h3{font-size:1.08rem;margin:2rem 0 .5rem}
main p,main ul,main ol{margin:.8rem 0}
main li{margin:.3rem 0}
.anchor{opacity:0;text-decoration:none;font-weight:400;color:var(--dim)}
h2:hover .anchor,h3:hover .anchor,.anchor:focus{opacity:1}
main code,main pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
main code{font-size:.88em;background:var(--soft);padding:.12em .35em;border-radius:4px;overflow-wrap:anywhere}
main pre{background:var(--soft);border:1px solid var(--hair);border-radius:8px;padding:1rem;overflow-x:auto;font-size:.86rem;line-height:1.5}
main pre code{font-size:1em;background:none;padding:0;overflow-wrap:normal}
.table{overflow-x:auto;margin:1rem 0}
main table{border-collapse:collapse;width:100%;font-size:.92rem}
main th{white-space:normal;text-align:left;font-weight:600;color:var(--dim);font-size:.82rem}
main th,main td{padding:.5rem .8rem .5rem 0;border-bottom:1px solid var(--hair);vertical-align:top}
main td code{white-space:nowrap}
main td:nth-child(n+2) code{white-space:normal}
main blockquote{margin:1.2rem 0;padding:.6rem 1rem;border-left:3px solid var(--accent);background:var(--good-soft);border-radius:0 8px 8px 0}
main blockquote p{margin:.2rem 0}
.home{max-width:64rem;margin:0 auto;padding:3.5rem 1.5rem 5rem}
.home h1{font-size:2.6rem;line-height:1.15;letter-spacing:-.025em;margin:0 0 1rem;max-width:22ch}
.home .lead{font-size:1.15rem;color:var(--dim);max-width:58ch;margin:0 0 2rem}
.buttons{display:flex;gap:.8rem;flex-wrap:wrap;margin:0 0 3rem}
.buttons a{padding:.6rem 1.1rem;border-radius:8px;text-decoration:none;font-weight:600;border:1px solid var(--accent)}
.buttons a.first{background:var(--accent);color:var(--bg)}
.flow{display:flex;gap:.5rem;align-items:stretch;flex-wrap:wrap;margin:0 0 3rem;padding:0;list-style:none}
.flow li{flex:1 1 9rem;margin:0;padding:.9rem 1rem;background:var(--soft);border:1px solid var(--hair);border-radius:10px;font-size:.9rem;color:var(--dim)}
.flow strong{display:block;color:var(--text);font-size:1rem}
.flow li.arrow{flex:0 0 auto;align-self:center;padding:0;border:0;background:none}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:.8rem}
.cards a{display:block;padding:1rem 1.1rem;border:1px solid var(--hair);border-radius:10px;color:var(--dim);text-decoration:none;font-size:.93rem}
.cards a:hover{border-color:var(--accent)}
.cards strong{display:block;color:var(--text);font-size:1.02rem}
@media(max-width:70rem){.page{grid-template-columns:13rem minmax(0,1fr)}.contents{display:none}}
@media(max-width:48rem){.page{display:block;padding-top:1rem}.menu{position:static;max-height:none;columns:2;margin-bottom:1.5rem;padding-bottom:1rem;border-bottom:1px solid var(--hair)}main h1{font-size:1.7rem}.home h1{font-size:1.9rem}.home{padding-top:2rem}header.top{padding:.6rem 1rem;gap:.8rem}header.top nav{gap:.9rem;font-size:.88rem}.flow{flex-direction:column}.flow li{flex:0 0 auto}.flow li.arrow{transform:rotate(90deg)}}
@media print{header.top,.menu,.contents,.anchor{display:none}.page{display:block}}
`
