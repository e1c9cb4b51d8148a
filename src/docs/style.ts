import { LOOK } from '../look/look.ts'

/** The style sheet of the guides: the look of all pages, and what long texts need besides. */
export const STYLE = `${LOOK}
html{scroll-behavior:smooth;scroll-padding-top:5rem}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{font-size:16px;line-height:1.6;overflow-wrap:normal}
a{color:var(--accent);text-underline-offset:.15em;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
header.top{position:sticky;top:0;z-index:5;display:flex;gap:.5rem 1.5rem;align-items:center;padding:.75rem 1.5rem;background:var(--bg);border-bottom:1px solid var(--hair)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;z-index:9;padding:.4rem .8rem;background:var(--bg);border:1px solid var(--line);border-radius:6px}
header.top form{flex:0 1 18rem;margin:0}
header.top input{width:100%;font:inherit;font-size:.95rem;padding:.35rem .7rem;border:1px solid var(--line);border-radius:6px;background:var(--bg);color:var(--text)}
header.top .name{font-weight:700;font-size:1.1rem;color:var(--text);text-decoration:none;letter-spacing:-.01em}
header.top nav{display:flex;flex-wrap:wrap;gap:.3rem 1.25rem;margin-left:auto;font-size:.95rem}
header.top nav a{text-decoration:none}
.page{display:grid;grid-template-columns:14rem minmax(0,46rem) 12rem;gap:2.5rem;max-width:80rem;margin:0 auto;padding:2rem 1.5rem 5rem}
.menu,.contents{position:sticky;top:5rem;align-self:start;max-height:calc(100vh - 6rem);overflow:auto;font-size:.92rem}
.menu a,.contents a,.links a{display:block;padding:.28rem .6rem;border-radius:6px;color:var(--dim);text-decoration:none}
.menu a:hover,.contents a:hover,.links a:hover{color:var(--text);background:var(--soft)}
.menu a[aria-current],.links a[aria-current]{color:var(--accent);background:var(--good-soft);font-weight:600}
.menu a.sub,.contents a.sub,.links a.sub{padding-left:1.5rem}
.contents a.sub{font-size:.88rem}
.menu strong,.contents strong,.links strong{display:block;padding:.28rem .6rem;font-size:.78rem;text-transform:uppercase;letter-spacing:.06em;color:var(--dim)}
.menu a+strong,.links a+strong{margin-top:.8rem}
.small{display:none;border:1px solid var(--hair);border-radius:8px;margin-bottom:.5rem}
.small summary{padding:.55rem .9rem;font-weight:600;cursor:pointer}
.small .links{padding:0 .4rem .6rem;columns:14rem}
.tools a,.tools button{white-space:nowrap}
.tools{display:flex;flex-wrap:wrap;gap:.8rem;justify-content:flex-end;align-items:center;float:right;margin:0 0 .5rem 1rem;font-size:.88rem}
main h1{font-size:2.1rem;line-height:1.2;letter-spacing:-.02em;margin:.1rem 0 1rem}
main h2{font-size:1.4rem;line-height:1.3;letter-spacing:-.01em;margin:2.6rem 0 .8rem}
main h3{font-size:1.08rem;margin:2rem 0 .5rem}
main p,main ul,main ol{margin:.8rem 0}
main li{margin:.3rem 0}
.anchor{opacity:0;text-decoration:none;font-weight:400;color:var(--dim)}
h2:hover .anchor,h3:hover .anchor,tr:hover .anchor,.anchor:focus{opacity:1}
td .anchor{margin-left:.25em}
tr:has(:target) td{background:var(--warn-soft)}
main code,main pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
main{overflow-wrap:anywhere}
main .table{overflow-wrap:normal}
main code{font-size:.88em;background:var(--soft);padding:.12em .35em;border-radius:4px;overflow-wrap:anywhere}
main pre{background:var(--soft);border:1px solid var(--hair);border-radius:8px;padding:1rem;overflow-x:auto;font-size:.86rem;line-height:1.5}
main pre code{font-size:1em;background:none;padding:0;overflow-wrap:normal}
.code{position:relative}
.code button,.tools button{font:inherit;font-size:.8rem;padding:.15rem .6rem;border:1px solid var(--line);border-radius:6px;background:var(--bg);color:var(--text);cursor:pointer}
.code button{position:absolute;top:.5rem;right:.5rem;opacity:.85}
.code:hover button,.code button:focus-visible{opacity:1}
.hljs-comment,.hljs-meta{color:var(--dim)}
.hljs-attr,.hljs-attribute,.hljs-property,.hljs-variable,.hljs-params{color:light-dark(#7a3e00,#f0b678)}
.hljs-string,.hljs-regexp,.hljs-subst{color:light-dark(#0b5c48,#7bd8bb)}
.hljs-number,.hljs-literal{color:light-dark(#8a1c5b,#f2a0cd)}
.hljs-keyword,.hljs-built_in,.hljs-type,.hljs-name{color:light-dark(#2747a8,#9db7ff)}
.hljs-title{color:light-dark(#5a2ca0,#c9acff)}
.tabs{margin:1rem 0}
.tabs>input{position:absolute;opacity:0;width:1px;height:1px}
.tabs>label{display:inline-block;padding:.3rem .8rem;font-size:.88rem;color:var(--dim);border-bottom:2px solid transparent;cursor:pointer}
.tabs>label:hover{color:var(--text)}
.tabs>input:checked+label{color:var(--accent);border-color:var(--accent);font-weight:600}
.tabs>input:focus-visible+label{outline:2px solid var(--accent);outline-offset:-2px;border-radius:3px}
.tabs>.panel{display:none}
.tabs>.panel pre{margin-top:.3rem}
${[1, 2, 3, 4, 5].map((n) => `.tabs>input:nth-of-type(${n}):checked~.panel:nth-of-type(${n})`).join(',')}{display:block}
.table{overflow-x:auto;margin:1rem 0}
main table{border-collapse:collapse;width:100%;font-size:.92rem}
main th{white-space:normal;text-align:left;font-weight:600;color:var(--dim);font-size:.82rem}
main th,main td{padding:.5rem .8rem .5rem 0;border-bottom:1px solid var(--hair);vertical-align:top}
main td code{white-space:nowrap}
main td:nth-child(n+2) code{white-space:normal}
.results{list-style:none;padding:0;max-width:46rem}
.results li{margin:1.4rem 0}
.results a{font-size:1.08rem;font-weight:600}
.results p{margin:.2rem 0;color:var(--dim)}
.results mark{background:var(--warn-soft);color:var(--text);border-radius:3px}
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
.home h2{font-size:1.3rem;margin:2.2rem 0 .8rem;padding:0;border:0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:.8rem}
.cards a{display:block;padding:1rem 1.1rem;border:1px solid var(--hair);border-radius:10px;color:var(--dim);text-decoration:none;font-size:.93rem}
.cards a:hover{border-color:var(--accent)}
.cards strong{display:block;color:var(--text);font-size:1.02rem}
@media(max-width:70rem){.page{grid-template-columns:13rem minmax(0,1fr)}.contents{display:none}.small:not(.all){display:block}}
@media(max-width:48rem){.page{display:block;padding-top:1rem}.menu{display:none}.small{display:block}.tools{float:none;justify-content:flex-start;margin:0 0 .5rem}main h1{font-size:1.7rem}.home h1{font-size:1.9rem}.home{padding-top:2rem}header.top{position:static;flex-wrap:wrap;padding:.6rem 1rem}header.top form{order:3;flex:1 1 100%}header.top nav{gap:.3rem .9rem;font-size:.88rem}html{scroll-padding-top:1rem}.flow{flex-direction:column}.flow li{flex:0 0 auto}.flow li.arrow{transform:rotate(90deg)}}
@media print{header.top,.menu,.small,.contents,.tools,.anchor,.code button{display:none}.page{display:block}}
`
