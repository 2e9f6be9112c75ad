/** The page's one style sheet. Kinds of waiting differ in pattern as well as in color; everything prints. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --dim: #57606a; --page: #fff; --soft: #f3f4f6; --rule: #d0d7de; --good: #116329; --bad: #a40e26;
  --warn: #7d4e00; --mark: #fff3c4; --sleep: #8250df; --request: #0969da; --task: #6e7781; --queue: #bc4c00; --other: #818b98; --path: #cf222e; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --dim: #9198a1; --page: #0d1117; --soft: #161b22; --rule: #3d444d; --good: #3fb950;
  --bad: #ff7b72; --warn: #d29922; --mark: #3a2f0b; --sleep: #a371f7; --request: #58a6ff; --task: #768390; --queue: #f0883e; --other: #656c76; --path: #ff7b72; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem 1.25rem 4rem; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.2rem; margin: 0; } h2.path { font-weight: normal; font-size: 1rem; } article:not(h1 + *) h2.path { font-weight: bold; font-size: 1.1rem; color: inherit; } h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; } h4 { margin: .5rem 0; font: .9rem ui-monospace, monospace; }
article { border-top: 2px solid var(--rule); padding-top: 1rem; margin-top: 2rem; } h1 + article { border: 0; padding: 0; margin: 0; }
a { color: var(--request); } .path, .more, .why, small { color: var(--dim); }
.path { margin: 0; font-family: ui-monospace, monospace; }
.verdict { font-size: 1.15rem; padding: .5rem .75rem; border-left: .4rem solid var(--dim); background: var(--soft); }
.verdict.passed { border-color: var(--good); } .verdict.failed, .verdict.rejected { border-color: var(--bad); } .verdict.error { border-color: var(--warn); }
.reason { color: var(--bad); white-space: pre-line; }
.categories { display: flex; gap: 1.5rem; flex-wrap: wrap; margin: .5rem 0; } .categories div { display: flex; gap: .5rem; } .categories dt { color: var(--dim); } .categories dd { margin: 0; }
ul.checks { list-style: none; padding: 0; } ul.checks li { margin: .35rem 0; padding-left: .75rem; border-left: .2rem solid var(--bad); }
ul.checks li.passed { border-color: var(--good); } ul.checks li.warned { border-color: var(--warn); } ul.checks p { margin: .2rem 0; } .hint { font-style: italic; }
pre, code { font-family: ui-monospace, monospace; font-size: .875rem; tab-size: 4; } pre { background: var(--soft); padding: .5rem; white-space: pre-wrap; }
.source ol { margin: 0; padding: .5rem 0; background: var(--soft); list-style: none; counter-reset: line; }
.source li { counter-increment: line; display: grid; grid-template-columns: 3.5rem minmax(0, 1fr) minmax(0, 24rem); gap: 0 .75rem; padding-right: .75rem; }
.source li::before { content: counter(line); text-align: right; color: var(--dim); font: .8rem/1.6 ui-monospace, monospace; border-right: 3px solid transparent; padding-right: .5rem; }
.source code { white-space: pre-wrap; grid-column: 2; } .source code:only-child { grid-column: 2 / -1; } .source aside { grid-column: 3; font-size: .85rem; border-left: 3px solid var(--bad); padding-left: .5rem; margin-bottom: .25rem; }
.source li.marked { background: var(--mark); } .source li.marked::before { border-color: var(--bad); color: inherit; font-weight: bold; }
.source li.now { outline: 2px solid var(--request); } .source li:target { outline: 2px solid var(--path); }
@media (max-width: 60rem) { .source li { grid-template-columns: 3.5rem minmax(0, 1fr); } .source aside { grid-column: 2; } }
.timeline { margin: 1rem 0; padding: .5rem; border: 1px solid var(--rule); border-radius: .4rem; } .timeline:focus-visible { outline: 3px solid var(--request); }
figcaption { font-weight: bold; } .controls { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin: .4rem 0; } .controls[hidden] { display: none; }
button { font: inherit; min-width: 2.2rem; padding: .1rem .6rem; border: 1px solid var(--rule); border-radius: .3rem; background: var(--soft); color: inherit; cursor: pointer; }
output { flex: 1 1 100%; min-height: 3em; font-family: ui-monospace, monospace; font-size: .85rem; }
.tracks { display: grid; grid-template-columns: 13rem minmax(0, 1fr); } @media (max-width: 40rem) { .tracks { grid-template-columns: 7rem minmax(0, 1fr); } } .names { list-style: none; margin: 24px 0 0; padding: 0 .75rem 0 0; max-width: 18rem; }
.names li { display: flex; gap: .4rem; height: 26px; line-height: 26px; white-space: nowrap; font-size: .875rem; } .names span { overflow: hidden; text-overflow: ellipsis; } .names li.now { background: var(--mark); }
small.done { color: var(--good); } small.failed { color: var(--bad); } small.cancelled, small.pending { color: var(--warn); }
.tracks { max-height: 36rem; overflow-y: auto; } .scroll { overflow-x: auto; } svg { display: block; } svg text { fill: var(--dim); font: 11px ui-monospace, monospace; } .axis line { stroke: var(--rule); } @media screen { .measured .axis:not(.live) { display: none; } } @media print { .axis.live { display: none; } }
@media (max-width: 60rem) { .long .quarter { display: none; } } @media (max-width: 40rem) { :is(.axis .quarter, .long .half) { display: none; } }
rect.life { fill: var(--soft); stroke: var(--rule); } rect.life[data-part] { stroke: var(--dim); stroke-width: 2; } rect.failed { stroke: var(--bad); } rect.cancelled, rect.pending { stroke: var(--warn); stroke-dasharray: 4 2; }
rect.wait { stroke: var(--page); stroke-width: .5; } rect.sleep { fill: url(#p-sleep); } rect.request { fill: var(--request); fill-opacity: .4; stroke: var(--request); stroke-width: 1; } rect.task { fill: url(#p-task); } rect.queue { fill: url(#p-queue); } rect.other { fill: var(--other); }
rect.untold { fill: none; stroke: var(--dim); stroke-dasharray: 1 4; } rect.critical { stroke: var(--path); stroke-width: 2.5; } rect.none { fill: none; } .cursor { stroke: var(--path); stroke-width: 1.5; }
#p-sleep rect { fill: var(--sleep); fill-opacity: .25; } #p-sleep path { stroke: var(--sleep); stroke-width: 2; } #p-task rect { fill: var(--task); fill-opacity: .2; } #p-task circle { fill: var(--task); }
#p-queue rect { fill: var(--queue); fill-opacity: .3; } #p-queue path { stroke: var(--queue); stroke-width: 1.5; fill: none; }
.patterns { position: absolute; width: 0; height: 0; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; margin: .5rem 0 0; font-size: .85rem; color: var(--dim); } .legend li { display: flex; gap: .35rem; align-items: center; }
table { border-collapse: collapse; font-size: .9rem; } th, td { text-align: left; vertical-align: top; padding: .15rem .75rem .15rem 0; border-bottom: 1px solid var(--rule); } thead th { white-space: nowrap; } caption { text-align: left; font-weight: bold; padding: .75rem 0 .25rem; }
.distribution { width: min(100%, 32rem); } .distribution td:nth-child(2) { width: 70%; } .distribution :is(th, td), .submissions td, .tasks td:not(:last-child) { white-space: nowrap; } .distribution rect { fill: var(--request); } .submissions { width: 100%; } .submissions tbody th { min-width: 7rem; } .tasks tbody th { max-width: 16rem; } @media (max-width: 40rem) { .tasks tbody th { min-width: 7rem; } .tasks td:last-child { min-width: 12rem; } } @media (max-width: 40rem) { .submissions { font-size: .8rem; } .submissions :is(th, td) { padding-right: .4rem; } } .wide { overflow-x: auto; } .wide:focus-visible { outline: 3px solid var(--request); } @media screen { .paper { display: none; } }
td.passed { color: var(--good); } td.failed, td.rejected { color: var(--bad); } td.error { color: var(--warn); }
@media print { :root { color-scheme: light; } .controls, .unfolded { display: none !important; } summary { list-style: none; } .tracks { max-height: 908px; overflow: hidden; } .wide { overflow: visible; } body { max-width: none; } .tracks, tr, li { break-inside: avoid; } figcaption, h2, h3 { break-after: avoid; } * { print-color-adjust: exact; } }
`;
