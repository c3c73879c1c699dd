/** The page's style, light and dark. */
export const style = `
:root { color-scheme: light dark; --text: #1c2430; --soft: #5b6675; --line: #d9dee5; --back: #f6f7f9; --card: #fff;
  --blue: #3b76d6; --green: #2a9d63; --app: #7a6bc9; --red: #c9372c; --amber: #b7791f; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ee; --soft: #9aa5b4; --line: #2f3743; --back: #14181e; --card: #1b2028;
  --blue: #6ea1f2; --green: #53c78d; --app: #a99df0; --red: #f0776c; --amber: #e0a84a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 32px 20px 64px; }
.kicker { color: var(--soft); margin: 0; }
h1 { font-size: 22px; line-height: 1.35; margin: 6px 0 20px; font-weight: 600; }
h2 { font-size: 15px; margin: 0 0 12px; }
.badge { color: #fff; border-radius: 5px; padding: 2px 9px; font-size: 16px; margin-right: 4px; }
.badge.good { background: #237a4e; } .badge.bad { background: #b3261e; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 16px 18px; margin: 14px 0; }
.problems { border-color: var(--red); } .problems h2 { color: var(--red); }
.figures { display: flex; flex-wrap: wrap; gap: 10px; margin: 0; }
.figures div { flex: 1 1 130px; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; display: flex; flex-direction: column; }
dd { margin: 0; font-size: 22px; font-weight: 600; font-variant-numeric: tabular-nums; } dt { color: var(--soft); font-size: 13px; }
dd.good { color: var(--green); } dd.bad { color: var(--red); }
svg { width: 100%; height: auto; display: block; }
.grid { stroke: var(--line); stroke-width: 1; } .tick { fill: var(--soft); font-size: 11px; }
.rate { fill: none; stroke: var(--text); stroke-width: 1.8; stroke-linejoin: round; }
.band { opacity: .16; } .band.blue { fill: var(--blue); } .band.green { fill: var(--green); } .band.app { fill: var(--app); }
.lost rect { fill: var(--red); opacity: .75; }
.switch { stroke: var(--text); stroke-dasharray: 3 3; } .switch-label { fill: var(--text); font-size: 12px; font-weight: 600; }
.job { fill: var(--green); } .job.failure { fill: var(--red); } .job.cancelled { fill: var(--amber); } .job.skipped { fill: var(--soft); }
.job-label { fill: var(--text); font-size: 12px; paint-order: stroke; stroke: var(--card); stroke-width: 4px; }
.legend { color: var(--soft); font-size: 13px; margin: 10px 0 0; }
.key { display: inline-block; width: 14px; height: 10px; margin: 0 5px 0 10px; border-radius: 2px; } .key:first-child { margin-left: 0; }
.key.blue { background: var(--blue); opacity: .5; } .key.green { background: var(--green); opacity: .5; } .key.app { background: var(--app); opacity: .5; }
.key.line { height: 2px; background: var(--text); vertical-align: middle; } .key.lost { background: var(--red); }
table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; color: var(--soft); font-size: 13px; }
td, th { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); } tbody tr:last-child td { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; padding-right: 0; padding-left: 10px; }
tr.success td:first-child { color: var(--green); } tr.failure td:nth-child(-n+3) { color: var(--red); } tr.skipped td { color: var(--soft); }
.message { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font: 14px/1.5 system-ui, sans-serif; }
ul { margin: 0; padding-left: 20px; } li { overflow-wrap: anywhere; }
`
